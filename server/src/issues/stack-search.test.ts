import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { seededApi } from "../../test/seeded-api.ts";
import { Database } from "../stores/sqlite/database.ts";

const now = Date.UTC(2026, 9, 20, 12);
const idOf = (n: number): string => n.toString(16).padStart(32, "0");

let api: Awaited<ReturnType<typeof seededApi>>;
beforeEach(async () => {
  api = await seededApi(now);
  await api.ingest([
    crash(1, "cart.py", { function: "total", module: "shop.cart", abs_path: "/srv/shop/cart.py", lineno: 41, in_app: true }),
    crash(2, "cart.py", { function: "total", module: "shop.cart", abs_path: "/srv/shop/cart.py", lineno: 41, in_app: true }),
    crash(3, "pay.py", { function: "charge", module: "shop.pay", package: "shop", lineno: 7, colno: 3, in_app: false }),
    { project: api.ids.shop, id: idOf(4), at: now - 4000, payload: { message: "no stack", user: { geo: { country_code: "NL", city: "Delft" } } } },
  ]);
});
afterEach(() => api.close());

const crash = (n: number, filename: string, frame: object) => ({
  project: api.ids.shop,
  id: idOf(n),
  at: now - n * 1000,
  payload: {
    platform: "python",
    release: n === 3 ? "shop@1.10.0+7" : "shop@1.9.0",
    exception: { values: [{ type: filename, value: "x", thread_id: n === 3 ? 9 : 1, stacktrace: { frames: [{ filename, ...frame }] } }] },
    threads: { values: [{ id: 1, main: true }, { id: 9 }] },
  },
});

const titles = async (query: string) => {
  const { json } = await api.get(`/organizations/acme/issues/?query=${encodeURIComponent(query)}`);
  return z
    .array(z.object({ title: z.string() }))
    .parse(json)
    .map(({ title }) => title.replace(/:.*/, ""))
    .toSorted();
};

test.each([
  ["stack.filename:cart.py", ["cart.py"]],
  ["stack.filename:*.py", ["cart.py", "pay.py"]],
  ["!stack.filename:*.py", ["no stack"]],
  ["stack.function:[total,charge]", ["cart.py", "pay.py"]],
  ["stack.module:shop.pay", ["pay.py"]],
  ["stack.abs_path:/srv/*", ["cart.py"]],
  ["stack.abs_path:pay.py", ["pay.py"]],
  ["stack.package:shop", ["pay.py"]],
  ["has:stack.package", ["pay.py"]],
  ['stack.package:""', ["cart.py", "no stack"]],
  ["stack.lineno:>7", ["cart.py"]],
  ["stack.lineno:7", ["pay.py"]],
  ["stack.lineno:!=7", ["cart.py", "no stack"]],
  ["stack.colno:<=3", ["pay.py"]],
  ["stack.in_app:true", ["cart.py"]],
  ["!stack.in_app:true", ["no stack", "pay.py"]],
  ["error.main_thread:true", ["cart.py"]],
  ["error.main_thread:false", ["pay.py"]],
  ["release.version:>1.9", ["pay.py"]],
  ["release.version:1.*", ["cart.py", "pay.py"]],
  ["!release.version:>=1.9", ["no stack"]],
  ["release.build:7", ["pay.py"]],
  ["release.package:shop", ["cart.py", "pay.py"]],
  ["geo.country_code:NL", ["no stack"]],
  ["!geo.city:del*", ["cart.py", "pay.py"]],
])("%s finds issues by the frames and releases of their events", async (query, found) => {
  expect(await titles(query)).toEqual(found);
});

test("tables of errors are searched by frames, too; of others it is said that they are not", async () => {
  const table = (dataset: string, query: string) => api.get(`/organizations/acme/events/?field=title&dataset=${dataset}&query=${encodeURIComponent(query)}`);
  expect(await table("errors", "stack.function:charge OR stack.lineno:>40")).toMatchObject({ status: 200, json: { data: { length: 3 } } });
  expect(await table("errors", "geo.city:Delft")).toMatchObject({ json: { data: [{ title: "no stack" }] } });
  expect(await table("discover", "geo.country_code:[NL, BE]")).toMatchObject({ json: { data: [{ title: "no stack" }] } });
  expect(await table("errors", "!error.main_thread:true message:*stack*")).toMatchObject({ json: { data: [{ title: "no stack" }] } });
  expect(await table("spans", "stack.function:charge")).toMatchObject({ status: 400, json: { detail: expect.stringContaining("errors") } });
});

test("what is no number is said to be none", async () => {
  expect(await api.get("/organizations/acme/issues/?query=stack.lineno:x")).toMatchObject({
    status: 400,
    json: { detail: expect.stringContaining("stack.lineno") },
  });
});

test("frames are stored once for all events that have them, and go with the last of them", async () => {
  const stacks = () => {
    const database = new Database(path.join(api.stores.folder, "telemetry", "2026-10-20.db"), { readOnly: true, cacheBytes: 65_536 });
    const rows = database.all("select text from stacks order by id").map(({ text }) => JSON.parse(String(text)).f[0][0]);
    database.close();
    return rows;
  };
  expect(stacks()).toEqual(["cart.py", "pay.py"]);
  const remove = async (n: number) => {
    await api.call("DELETE", `/projects/acme/shop/events/${idOf(n)}/`);
    await api.runJobs();
  };
  await remove(1);
  expect(stacks()).toEqual(["cart.py", "pay.py"]);
  await remove(2);
  expect(stacks()).toEqual(["pay.py"]);
});
