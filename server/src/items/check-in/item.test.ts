import { expect, test } from "vitest";
import { itemContext } from "../item-kit.ts";
import { checkInItem } from "./item.ts";

const id = "83a7c03e-d0a0-4e1e-97e2-e3b18dfe2a4b";
const fateOf = (payload: object) => checkInItem.process({ type: "check_in", headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, itemContext());

test("reads what a job says of itself", () => {
  const trace = "1".repeat(32);
  const config = { schedule: { type: "crontab", value: "@hourly" }, max_runtime: 5, owner: "team:7" };
  const sent = {
    check_in_id: id,
    monitor_slug: "Nightly Backup",
    status: "ok",
    duration: 1.5,
    environment: "staging",
    contexts: { trace: { trace_id: trace } },
  };
  expect(fateOf({ ...sent, monitor_config: config })).toEqual({
    kind: "checkIn",
    checkIn: {
      id: id.replaceAll("-", ""),
      slug: "nightly-backup",
      status: "ok",
      duration: 1500,
      environment: "staging",
      traceId: trace,
      configProblem: null,
      owner: { kind: "team", id: 7 },
      config: { schedule: { type: "crontab", value: "0 * * * *" }, maxRuntime: 5 },
    },
  });
});

test("does without what is optional, and knows the id that means the newest run", () => {
  const bare = {
    id: null,
    slug: "backup",
    status: "in_progress",
    duration: null,
    environment: "production",
    config: null,
    owner: null,
    configProblem: null,
    traceId: null,
  };
  expect(fateOf({ monitor_slug: "backup", status: "in_progress", check_in_id: "0".repeat(32) })).toEqual({ kind: "checkIn", checkIn: bare });
  expect(fateOf({ monitor_slug: "backup", status: "in_progress" })).toEqual({ kind: "checkIn", checkIn: bare });
});

test("a configuration that is wrong does not cost the check-in", () => {
  const fate = fateOf({ check_in_id: id, monitor_slug: "backup", status: "ok", monitor_config: { schedule: "* * * * *", timezone: "Mars/Olympus" } });
  expect(fate).toMatchObject({ kind: "checkIn", checkIn: { config: null, configProblem: expect.stringContaining("timezone") } });
});

test.each([
  [{ check_in_id: "7" }, "invalid_guid"],
  [{ monitor_slug: undefined }, "invalid_check_in"],
  [{ monitor_slug: "!!" }, "invalid_check_in"],
  [{ status: "missed" }, "invalid_check_in"],
  [{ status: undefined }, "invalid_check_in"],
  [{ environment: "e".repeat(65) }, "invalid_monitor_environment"],
  [{ environment: 7 }, "invalid_monitor_environment"],
])("%j is dropped with the reason %s", (change, reason) => {
  expect(fateOf({ check_in_id: id, monitor_slug: "backup", status: "ok", ...change })).toMatchObject({ kind: "rejected", outcome: "invalid", reason });
});
