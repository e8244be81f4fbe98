import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPages } from "./pages.ts";

let folder: string;
const script = "console.log(1);".repeat(100);

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "vedette-pages-"));
  fs.mkdirSync(path.join(folder, "assets"));
  fs.writeFileSync(path.join(folder, "index.html"), "<!doctype html><title>Vedette</title>");
  fs.writeFileSync(path.join(folder, "assets/index-abc.js"), script);
  fs.writeFileSync(path.join(folder, "assets/index-abc.js.br"), zlib.brotliCompressSync(script));
  fs.writeFileSync(path.join(path.dirname(folder), `${path.basename(folder)}.secret`), "secret");
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.rmSync(`${folder}.secret`, { force: true });
});

test.each(["/", "/index.html", "/issues", "/issues/12/events/latest"])("%s is the page, asked for again each time, and framed by no one", async (address) => {
  const response = await createPages(folder).request(address);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("<title>Vedette");
  expect(response.headers.get("cache-control")).toBe("no-cache");
  expect(response.headers.get("content-security-policy")).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("assets are kept for good, and come compressed to whoever takes it", async () => {
  const plain = await createPages(folder).request("/assets/index-abc.js");
  expect(plain.headers.get("cache-control")).toContain("immutable");
  expect(await plain.text()).toBe(script);
  const packed = await createPages(folder).request("/assets/index-abc.js", { headers: { "accept-encoding": "gzip, br" } });
  expect(packed.headers.get("content-encoding")).toBe("br");
  expect(packed.headers.get("content-type")).toMatch(/javascript/);
  expect(zlib.brotliDecompressSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(script);
});

test("an asset that is gone is told so, and not remembered", async () => {
  const response = await createPages(folder).request("/assets/index-old.js");
  expect(response.status).toBe(404);
  expect(response.headers.get("cache-control")).toBeNull();
});

test.each(["/..%2f", "/%2e%2e/", "/assets/..%5c..%5c"])("nothing outside of the folder is served: %s", async (start) => {
  const response = await createPages(folder).request(`${start}${path.basename(folder)}.secret`);
  expect(await response.text()).not.toBe("secret");
});

test("a build beside the running server is what is served from then on", async () => {
  const pages = createPages(folder);
  const page = path.join(folder, "index.html");
  const before = fs.readFileSync(page, "utf8");
  fs.writeFileSync(page, "<!doctype html><title>Rebuilt</title>");
  for (const address of ["/", "/issues"]) expect(await (await pages.request(address)).text()).toContain("Rebuilt");
  fs.writeFileSync(page, before);
});

test("without built pages the server serves all the same, and says what to do", async () => {
  const response = await createPages(path.join(folder, "nothing")).request("/issues");
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining("npm run build")]);
});
