import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "./testing-app.ts";
import { startApp } from "./testing-app.ts";

let app: TestApp;
let token = "";

beforeAll(async () => {
  app = await startApp();
  const acme = await app.organization("Acme");
  await app.organization("Other");
  token = await app.token(acme);
  await put("/organizations/acme/", {});
  await app.send("/teams/acme/acme/projects/", { method: "POST", token, body: { name: "Shop" } });
});
afterAll(() => app.close());

const get = async (path: string) => (await app.send(path, { token })).json;
const put = async (path: string, body: unknown) => {
  const { status, json } = await app.send(path, { method: "PUT", token, body });
  return [status, json] as const;
};
const shop = "/projects/acme/shop/";

describe("filters", () => {
  it("are told with what is in force without a choice", async () =>
    expect(await get(`${shop}filters/`)).toEqual([
      { id: "browser-extensions", active: false },
      { id: "filtered-transaction", active: true },
      { id: "legacy-browsers", active: false },
      { id: "localhost", active: false },
      { id: "web-crawlers", active: false },
      { id: "react-hydration-errors", active: true },
      { id: "chunk-load-error", active: true },
    ]));

  it("are switched one by one", async () => {
    expect((await put(`${shop}filters/localhost/`, { active: true }))[0]).toBe(204);
    expect((await put(`${shop}filters/legacy-browsers/`, { subfilters: ["ie", "safari", "ie"] }))[0]).toBe(204);
    expect(await get(`${shop}filters/`)).toMatchObject([{}, {}, { active: ["ie", "safari"] }, { id: "localhost", active: true }, {}, {}, {}]);
    expect((await put(`${shop}filters/legacy-browser/`, { active: true }))[0]).toBe(204);
    expect(await get(`${shop}filters/`)).toMatchObject([
      {},
      {},
      { active: ["ie_pre_9", "ie9", "safari_pre_6", "opera_pre_15", "opera_mini_pre_8", "android_pre_4"] },
      {},
      {},
      {},
      {},
    ]);
    await put(`${shop}filters/legacy-browsers/`, { active: false });
    expect(await get(`${shop}filters/`)).toMatchObject([{}, {}, { active: false }, {}, {}, {}, {}]);
    expect(await app.stores.state.projectSettings()).toMatchObject(new Map([[1, { filters: { localhost: true, healthChecks: true } }]]));
  });

  it("that do not exist or make no sense are refused", async () => {
    expect((await put(`${shop}filters/nothing/`, { active: true }))[0]).toBe(404);
    expect(await put(`${shop}filters/localhost/`, {})).toEqual([400, { active: ["This field is required."] }]);
    const [status, json] = await put(`${shop}filters/legacy-browsers/`, { subfilters: ["mosaic"] });
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining("ie_pre_9")]);
  });

  it("by patterns are options of the project, a line for each", async () => {
    const options = {
      "filters:error_messages": "*timeout*\n\n TypeError: x ",
      "filters:releases": "1.*",
      "filters:blacklisted_ips": "10.0.0.0/8\n::1",
      "filters:chunk-load-error": "0",
    };
    expect(await put(shop, { options: { ...options, "sentry:something": 1 } })).toMatchObject([
      200,
      {
        options: {
          "filters:error_messages": "*timeout*\nTypeError: x",
          "filters:releases": "1.*",
          "filters:chunk-load-error": false,
          "filters:react-hydration-errors": true,
        },
      },
    ]);
    const settings = await app.stores.state.projectSettings();
    expect(settings.get(1)?.filters).toMatchObject({
      errorMessages: ["*timeout*", "TypeError: x"],
      ipAddresses: ["10.0.0.0/8", "::1"],
      localhost: true,
      chunkLoadErrors: false,
    });
    const [status, json] = await put(shop, { options: { "filters:blacklisted_ips": "10.0.0.0/99" } });
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining("203.0.113.0/24")]);
    await put(shop, { options: { "filters:blacklisted_ips": "" } });
    expect((await app.stores.state.projectSettings()).get(1)?.filters.ipAddresses).toEqual([]);
  });
});

describe("scrubbing", () => {
  it("is told and changed member by member", async () => {
    expect(await get(shop)).toMatchObject({
      dataScrubber: true,
      dataScrubberDefaults: true,
      scrubIPAddresses: false,
      sensitiveFields: [],
      safeFields: [],
      relayPiiConfig: null,
    });
    const relayPiiConfig = '{"applications":{"$string":["@email"]}}';
    expect(await put(shop, { scrubIPAddresses: true, sensitiveFields: ["pin"], relayPiiConfig })).toMatchObject([
      200,
      { dataScrubber: true, scrubIPAddresses: true, relayPiiConfig },
    ]);
    expect(await put(shop, { relayPiiConfig: "" })).toMatchObject([200, { relayPiiConfig: null, sensitiveFields: ["pin"] }]);
  });

  it("refuses rules that cannot be read, in words", async () => {
    const [status, json] = await put(shop, { relayPiiConfig: '{"applications":{"$string":["@nobody"]}}' });
    expect([status, json]).toEqual([400, { relayPiiConfig: ['There is no rule "@nobody".'] }]);
  });

  it("of an organization holds for its projects", async () => {
    expect(await get("/organizations/acme/")).toMatchObject({ dataScrubber: false, sensitiveFields: [] });
    expect(await put("/organizations/acme/", { dataScrubber: true, sensitiveFields: ["iban"] })).toMatchObject([
      200,
      { dataScrubber: true, sensitiveFields: ["iban"] },
    ]);
    await put(shop, { dataScrubber: false });
    expect((await app.stores.state.projectSettings()).get(1)?.scrubbing).toMatchObject({ enabled: true, sensitiveFields: ["iban", "pin"] });
  });
});

describe("quotas", () => {
  const quota = { categories: ["error"], limit: 100, window: 3600 };
  it.each(["/projects/acme/shop/quotas/", "/organizations/acme/quotas/"])("%s", async (path) => {
    expect(await get(path)).toEqual([]);
    const saved = [{ ...quota, id: "error-3600", reasonCode: null }];
    expect(await put(path, [quota])).toEqual([200, saved]);
    expect(await get(path)).toEqual(saved);
  });
  it("are known to ingest", async () => {
    const [key] = await app.stores.state.projectKeys(1);
    const found = [{ id: "error-3600", categories: ["error"], limit: 100, windowSeconds: 3600, reasonCode: null }];
    expect(await app.stores.state.keyAccess(key?.publicKey ?? "")).toMatchObject({ quotas: { organization: found, project: found } });
  });
  it.each([
    [[{ ...quota, categories: ["apples"] }], "must be a data category"],
    [[{ ...quota, limit: -1 }], "limit"],
    [[{ ...quota, window: 1 }], "window"],
    [[quota, quota], "same id"],
    [[{ ...quota, windows: 1 }], "windows"],
  ])("refuses %j", async (body, words) => {
    const [status, json] = await put("/projects/acme/shop/quotas/", body);
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining(words)]);
  });
});
