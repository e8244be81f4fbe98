import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StateReader, StateWriter } from "../stores/state/port.ts";
import { migrateState, openStateReader, openStateWriter } from "../stores/state/sqlite/adapter.ts";
import type { CliCommand, CliStores } from "./define-command.ts";
import { readSettings } from "../config/settings.ts";
import { systemClock } from "../platform/clock.ts";
import { organizationSettingsCommand, projectSettingsCommand } from "./project/settings.ts";
import { projectGroupingCommand } from "./project/grouping.ts";
import { listQuotasCommand, removeQuotaCommand, setQuotaCommand } from "./quota/quotas.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vedette-cli-settings-"));
let state: StateReader;
let writer: StateWriter;

beforeAll(async () => {
  const file = path.join(folder, "state.db");
  await migrateState(file);
  [state, writer] = await Promise.all([openStateReader(file), openStateWriter(file)]);
  await writer.createOrganization({ slug: "acme", name: "Acme" });
  await writer.createProject({ organizationId: 1, slug: "shop", name: "Shop", platform: null });
});
afterAll(async () => {
  await state.close();
  await writer.close();
  fs.rmSync(folder, { recursive: true });
});

async function run(command: CliCommand, input: Readonly<Record<string, unknown>>, stdin = ""): Promise<unknown> {
  const never = (): never => {
    throw new Error("not asked for here");
  };
  const stores = (): Promise<CliStores> =>
    Promise.resolve({
      state,
      writer,
      get telemetry() {
        return never();
      },
      get blobs() {
        return never();
      },
      get uploads() {
        return never();
      },
      get deadLetters() {
        return never();
      },
      log: never,
      close: () => Promise.resolve(),
    });
  const context = { settings: readSettings({}), publicUrl: "", clock: systemClock, stores, inspect: never, serve: never, stdin: () => Promise.resolve(stdin) };
  return (await command.run(context, input))?.json;
}

const shop = { org: "acme", project: "shop" };

describe("settings", () => {
  it("are shown as they are in force, and changed by words", async () => {
    expect(await run(projectSettingsCommand, shop)).toMatchObject({ filters: { localhost: false }, scrubbing: { enabled: true } });
    const set = ["localhost=true", "legacyBrowsers=ie,edge", "errorMessages=a, b*", "errorMessages=c", "sensitiveFields=pin", "scrubIPAddresses=on"];
    expect(await run(projectSettingsCommand, { ...shop, set })).toMatchObject({
      filters: { localhost: true, legacyBrowsers: ["ie", "edge"], errorMessages: ["a, b*", "c"] },
      scrubbing: { sensitiveFields: ["pin"], ipAddresses: true },
    });
    expect(await run(projectSettingsCommand, { ...shop, set: ["errorMessages="] })).toMatchObject({ filters: { localhost: true, errorMessages: [] } });
    const config = '{"applications":{"$string":["@email"]}}';
    expect(await run(projectSettingsCommand, { ...shop, piiConfigStdin: true }, config)).toMatchObject({ scrubbing: { advanced: [config] } });
  });

  it("that cannot be are refused in words", async () => {
    await expect(run(projectSettingsCommand, { ...shop, set: ["lochost=true"] })).rejects.toThrow("localhost");
    await expect(run(projectSettingsCommand, { ...shop, set: ["localhost=perhaps"] })).rejects.toThrow("localhost: must be true or false");
    await expect(run(projectSettingsCommand, { ...shop, set: ["ipAddresses=x"] })).rejects.toThrow("203.0.113.0/24");
    await expect(run(projectSettingsCommand, { ...shop, project: "shpo" })).rejects.toThrow("There are: shop");
    await expect(run(organizationSettingsCommand, { org: "acme", set: ["localhost=true"] })).rejects.toThrow("vedette project settings");
  });

  it("of organizations are about scrubbing", async () => {
    expect(await run(organizationSettingsCommand, { org: "acme", set: ["sensitiveFields=iban"] })).toEqual({ sensitiveFields: ["iban"] });
    expect((await state.projectSettings()).get(1)?.scrubbing.sensitiveFields).toEqual(["iban", "pin"]);
  });
});

it("quotas are added, changed by their id, and removed", async () => {
  const where = { org: "acme", project: "shop" };
  expect(await run(setQuotaCommand, { ...where, limit: "100", category: ["error"] })).toEqual([
    { id: "error-3600", categories: ["error"], limit: 100, window: 3600, reasonCode: null },
  ]);
  await run(setQuotaCommand, { ...where, limit: "5", category: ["error"] });
  await run(setQuotaCommand, { ...where, limit: "0", window: "60", id: "all", reason: "off" });
  expect(await run(listQuotasCommand, where)).toMatchObject([
    { id: "error-3600", limit: 5 },
    { id: "all", categories: [], limit: 0, window: 60, reasonCode: "off" },
  ]);
  expect(await run(listQuotasCommand, { org: "acme" })).toEqual([]);
  await expect(run(removeQuotaCommand, { ...where, id: "none" })).rejects.toThrow("error-3600, all");
  expect(await run(removeQuotaCommand, { ...where, id: "all" })).toHaveLength(1);
  await expect(run(setQuotaCommand, { ...where, limit: "1", category: ["apples"] })).rejects.toThrow("data category");
});

describe("project grouping", () => {
  const grouping = (input: Readonly<Record<string, unknown>> = {}) => run(projectGroupingCommand, { project: "shop", org: "acme", ...input });

  it("shows and switches the configuration; the former one counts until the transition is ended", async () => {
    const none = { secondaryGroupingConfig: null, secondaryGroupingExpiry: 0 };
    expect(await grouping()).toEqual({ groupingConfig: "newstyle:2026-01-20", ...none });
    expect(await grouping({ set: "newstyle:2023-01-11" })).toEqual({
      groupingConfig: "newstyle:2023-01-11",
      secondaryGroupingConfig: "newstyle:2026-01-20",
      secondaryGroupingExpiry: expect.any(Number),
    });
    expect(await grouping({ endTransition: true })).toEqual({ groupingConfig: "newstyle:2023-01-11", ...none });
  });
});
