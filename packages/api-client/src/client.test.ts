import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../../server/src/api/testing-app.ts";
import { startApp } from "../../../server/src/api/testing-app.ts";
import { createSignInLink } from "../../../server/src/auth/sign-in-link.ts";
import type { Client } from "./client.ts";
import { ApiError, createClient, parseLink } from "./client.ts";

let app: TestApp;
let client: Client;

beforeAll(async () => {
  app = await startApp();
  const acme = await app.organization("Acme");
  for (const name of ["One", "Two", "Three"]) await app.project(acme, name);
  client = createClient({ baseUrl: "http://127.0.0.1", token: await app.token(acme), fetch: app.fetch });
});
afterAll(() => app.close());

const failure = async (call: Promise<unknown>): Promise<ApiError> => {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof ApiError)) throw new Error("no ApiError was thrown", { cause: error });
  return error;
};

describe("operations", () => {
  it("answer the body, with its type", async () => {
    const project = await client.createOrganizationProject({ organization: "acme", body: { name: "Four", platform: "node" } });
    expect([project.slug, project.team?.slug]).toEqual(["four", "acme"]);
    expect((await client.updateProject({ organization: "acme", project: "four", body: { resolveAge: 5 } })).resolveAge).toBe(5);
    expect(await client.deleteProject({ organization: "acme", project: "four" })).toBeNull();
  });

  it("encode what is in the path", async () => {
    const { message, status } = await failure(client.showRelease({ organization: "acme", version: "a/b?c#d %" }));
    expect([status, message]).toEqual([404, "The requested resource does not exist"]);
  });

  it("walk a list by its cursors", async () => {
    const seen: string[] = [];
    let page = await client.listOrganizationProjects({ organization: "acme", per_page: 2 });
    expect(page.previous).toBeNull();
    for (;;) {
      seen.push(...page.rows.map(({ slug }) => slug));
      if (page.next === null) break;
      page = await client.listOrganizationProjects({ organization: "acme", per_page: 2, cursor: page.next });
    }
    expect(seen).toEqual(["one", "three", "two"]);
    expect(page.previous).not.toBeNull();
  });

  it("repeat parameters that are lists", async () => {
    const { message } = await failure(client.listOrganizationEnvironments({ organization: "acme", project: ["nope", 77] }));
    expect(message).toMatch(/^project: .*"nope".* .*"77"/);
  });
});

describe("errors", () => {
  it("carry status, code, message and the fields to mark in a form", async () => {
    const invalid = await failure(client.createOrganizationProject({ organization: "acme", body: { name: "" } }));
    expect(invalid).toMatchObject({
      status: 400,
      code: "invalidInput",
      message: "name: This field may not be blank.",
      fields: { name: ["This field may not be blank."] },
    });
    const unknown = await failure(createClient({ baseUrl: "http://127.0.0.1", token: "wrong", fetch: app.fetch }).listOrganizations());
    expect(unknown).toMatchObject({ status: 401, code: "invalidToken", message: "Invalid token", fields: {} });
  });

  it("say so when something else answered, or nothing", async () => {
    const answering = (response: () => Promise<Response>) => createClient({ baseUrl: "http://127.0.0.1", fetch: response });
    const proxy = answering(async () => new Response("<h1>Bad gateway</h1>", { status: 502 }));
    expect(await failure(proxy.showSession())).toMatchObject({ status: 502, code: null, message: "The server answered 502." });
    const dead = answering(() => Promise.reject(new TypeError("fetch failed")));
    expect(await failure(dead.showSession())).toMatchObject({ status: 0, message: "The server cannot be reached." });
  });

  it("leave aborts as they are", async () => {
    const waiting = createClient({
      baseUrl: "http://127.0.0.1",
      fetch: (_, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(new DOMException("stop", "AbortError")))),
    });
    const controller = new AbortController();
    const call = waiting.showSession({ signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});

it("signs in as a page does: no token, and the header that proves the page", async () => {
  const { user } = await app.user("ada@example.com");
  const [, token = ""] = (await createSignInLink(app.stores.writer, user.id, app.time.now)).split("#link=");
  const page = createClient({ baseUrl: "http://127.0.0.1", fetch: app.fetch });
  expect((await page.redeemSignInLink({ body: { token } })).user?.email).toBe("ada@example.com");
});

it("reads Link headers", () => {
  expect(
    parseLink('<u?&cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1", <u?&cursor=0:100:0>; rel="next"; results="true"; cursor="0:100:0"'),
  ).toEqual({ previous: null, next: "0:100:0" });
  expect(parseLink("")).toEqual({ previous: null, next: null });
});
