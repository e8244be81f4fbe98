import { expect, it } from "vitest";
import type { Schedule } from "../../monitors/monitor.ts";
import type { Monitor } from "./model.ts";
import type { CheckInFate, NewCheckIn } from "./port/ingest.ts";
import { seed, noon } from "./suite-data.ts";
import type { StateStores } from "./suite.ts";

const minute = 60_000;
const every10: Schedule = { type: "crontab", value: "*/10 * * * *" };

/** Check-ins by the steps of `protocol.md` §18, with a clock of the test's own. */
export function checkInSuite(current: () => StateStores): void {
  let seq = 0;
  const send = async (more: Partial<NewCheckIn> = {}): Promise<CheckInFate> => {
    const checkIn: NewCheckIn = {
      projectId: 1,
      seq: ++seq,
      position: 0,
      receivedAt: noon,
      id: null,
      slug: "backup",
      status: "ok",
      duration: null,
      environment: "production",
      config: { schedule: every10 },
      owner: null,
      configProblem: null,
      traceId: null,
      ...more,
    };
    const [fate] = await current().writer.ingest((transaction) => transaction.saveCheckIns([checkIn]));
    if (fate === undefined) throw new Error("no fate");
    return fate;
  };
  const tick = (at: number) => current().writer.tickMonitors(at);
  const monitor = async (): Promise<Monitor> => {
    const found = await current().reader.monitor([1], "backup");
    if (found === undefined) throw new Error("no monitor");
    return found;
  };
  const environment = async (name = "production") => (await monitor()).environments.find((candidate) => candidate.name === name);
  const checkIns = async () => current().reader.checkIns({ monitorId: (await monitor()).id, offset: 0, limit: 100 });
  const statuses = async () => (await checkIns()).map(({ status }) => status);
  const signals = () => current().reader.monitorSignals(100);
  const id = (n: number): string => n.toString(16).padStart(32, "0");

  it("makes a monitor of the configuration that comes with a check-in, and drops one without", async () => {
    await seed(current().writer);
    expect(await send({ config: null })).toMatchObject({ outcome: "invalid", reason: "invalid_monitor" });
    expect(await current().reader.monitors({ projectIds: [1], offset: 0, limit: 10 })).toEqual([]);
    expect(await send({ receivedAt: noon + 90_000 })).toMatchObject({ outcome: "accepted" });
    expect(await monitor()).toMatchObject({ slug: "backup", name: "backup", isUpserting: true, config: { schedule: every10, maxRuntime: null } });
    const times = { lastCheckIn: noon + 90_000, nextCheckIn: noon + 10 * minute, nextCheckInLatest: noon + 11 * minute };
    expect(await environment()).toMatchObject({ status: "ok", lastStatus: "ok", incident: null, ...times });
    await send({ config: { schedule: { type: "interval", value: 1, unit: "hour" }, maxRuntime: 5 } });
    await send({ config: { schedule: { type: "interval", value: 2, unit: "hour" } } });
    expect((await monitor()).config).toMatchObject({ schedule: { type: "interval", value: 2, unit: "hour" }, maxRuntime: 5 });
  });

  it("takes the owner that an SDK names, where it is somebody of the organization", async () => {
    await seed(current().writer);
    const config = { schedule: every10 };
    await send({ config, owner: { kind: "user", id: 99 } });
    expect((await monitor()).owner).toBeNull();
    await send({ config, owner: { kind: "user", id: 1 } });
    await send({ config });
    expect((await monitor()).owner).toEqual({ kind: "user", id: 1 });
  });

  it("follows a run from its start to its end, by its id or by the one that means the newest", async () => {
    await seed(current().writer);
    await send({ id: id(1), status: "in_progress" });
    await send({ id: id(1), receivedAt: noon + 5000 });
    await send({ status: "in_progress", receivedAt: noon + minute });
    await send({ status: "error", receivedAt: noon + minute + 7000 });
    expect(await checkIns()).toMatchObject([
      { status: "error", duration: 7000, addedAt: noon + minute, inProgressAt: noon + minute },
      { guid: id(1), status: "ok", duration: 5000, addedAt: noon, updatedAt: noon + 5000 },
    ]);
    await send({ status: "ok", duration: 3000, receivedAt: noon + 2 * minute });
    expect((await checkIns())[0]).toMatchObject({ status: "ok", duration: 3000, addedAt: noon + 2 * minute - 3000 });
  });

  it("refuses an id that belongs to another environment, and a second end", async () => {
    await seed(current().writer);
    await send({ id: id(1), status: "in_progress" });
    expect(await send({ id: id(1), environment: "staging" })).toMatchObject({ outcome: "invalid", reason: "monitor_environment_mismatch" });
    await send({ id: id(1) });
    expect(await send({ id: id(1), status: "error" })).toMatchObject({ outcome: "invalid", reason: "invalid_check_in" });
    expect(await statuses()).toEqual(["ok"]);
  });

  it("takes six a minute in each environment", async () => {
    await seed(current().writer);
    const fates: CheckInFate[] = [];
    for (let n = 0; n < 7; n++) fates.push(await send({ receivedAt: noon + n }));
    expect(fates.map(({ outcome }) => outcome)).toEqual([...Array.from({ length: 6 }, () => "accepted"), "rate_limited"]);
    expect(await send({ environment: "staging" })).toMatchObject({ outcome: "accepted" });
    expect(await send({ receivedAt: noon + minute })).toMatchObject({ outcome: "accepted" });
  });

  it("finds what is missed, once for each run of the clock, dated when it was due", async () => {
    await seed(current().writer);
    await send();
    await tick(noon + 10 * minute);
    expect(await statuses()).toEqual(["ok"]);
    await tick(noon + 11 * minute + 1000);
    expect((await checkIns())[0]).toMatchObject({ status: "missed", addedAt: noon + 10 * minute, expectedAt: noon + 10 * minute });
    expect(await environment()).toMatchObject({ status: "error", lastCheckIn: noon, nextCheckIn: noon + 20 * minute });
    await tick(noon + 45 * minute);
    expect(await statuses()).toEqual(["missed", "missed", "ok"]);
    expect(await environment()).toMatchObject({ nextCheckIn: noon + 50 * minute });
    await tick(noon + 45 * minute);
    expect(await statuses()).toHaveLength(3);
  });

  it("ends runs that take too long, unless a newer one has ended; signs of life give more time", async () => {
    await seed(current().writer);
    const config = { schedule: { type: "interval", value: 1, unit: "day" }, maxRuntime: 5 } as const;
    await send({ id: id(1), status: "in_progress", config });
    await send({ id: id(1), status: "in_progress", config, receivedAt: noon + 4 * minute });
    await tick(noon + 8 * minute);
    expect(await statuses()).toEqual(["in_progress"]);
    await tick(noon + 9 * minute);
    expect(await statuses()).toEqual(["timeout"]);
    expect(await environment()).toMatchObject({ status: "error" });
    expect(await send({ id: id(1), config, receivedAt: noon + 12 * minute })).toMatchObject({ outcome: "accepted" });
    expect((await checkIns())[0]).toMatchObject({ status: "timeout", duration: 12 * minute });
    await send({ id: id(2), status: "in_progress", config, receivedAt: noon + 20 * minute });
    await send({ id: id(3), config, receivedAt: noon + 21 * minute });
    await tick(noon + 30 * minute);
    expect(await statuses()).toEqual(["ok", "timeout", "timeout"]);
    expect(await environment()).toMatchObject({ status: "ok", incident: null });
  });

  it("opens an incident after so many failures in a row, and closes it after so many successes", async () => {
    await seed(current().writer);
    const config = { schedule: every10, failureThreshold: 2, recoveryThreshold: 2 };
    const run = (n: number, status: "ok" | "error" | "in_progress") => send({ id: id(n), status, config, receivedAt: noon + n * minute });
    await run(1, "error");
    expect(await environment()).toMatchObject({ incident: null });
    await run(2, "ok");
    await run(3, "error");
    await run(4, "in_progress");
    expect(await signals()).toEqual([]);
    await run(4, "error");
    expect(await environment()).toMatchObject({ status: "error", incident: { resolvedAt: null } });
    expect((await signals()).map(({ kind }) => kind)).toEqual(["failure", "failure"]);
    await run(5, "error");
    await run(6, "ok");
    expect(await environment()).toMatchObject({ status: "error" });
    await run(7, "ok");
    expect(await environment()).toMatchObject({ status: "ok", incident: null });
    const told = await signals();
    expect(told.map(({ kind }) => kind)).toEqual(["failure", "failure", "failure", "resolved"]);
    const [first] = told;
    expect(told.at(-1)?.eventId).toBe(first?.eventId);
    const event: unknown = JSON.parse(first?.payload ?? "");
    expect(event).toMatchObject({
      event_id: first?.eventId,
      type: "generic",
      level: "error",
      environment: "production",
      logentry: { formatted: "Monitor failure: backup" },
      contexts: { monitor: { slug: "backup", status: "error" } },
    });
  });

  it("counts failures of each environment by itself", async () => {
    await seed(current().writer);
    const config = { schedule: every10, failureThreshold: 2 };
    await send({ status: "error", config });
    await send({ status: "error", config, environment: "staging" });
    expect(await signals()).toEqual([]);
    await send({ status: "error", config, environment: "staging" });
    expect((await monitor()).environments.map(({ name, incident }) => [name, incident !== null])).toEqual([
      ["production", false],
      ["staging", true],
    ]);
  });

  it("tells nothing of what is muted, and takes nothing when disabled", async () => {
    const { writer } = current();
    await seed(writer);
    await send();
    await writer.updateMonitorEnvironment([1], (await monitor()).id, "production", { isMuted: true });
    await send({ status: "error" });
    expect(await environment()).toMatchObject({ status: "error", isMuted: true, incident: { firstEventId: null } });
    await send({ status: "ok" });
    expect(await signals()).toEqual([]);
    await writer.updateMonitor([1], (await monitor()).id, { status: "disabled", at: noon });
    expect(await send()).toMatchObject({ outcome: "filtered", reason: "monitor_disabled" });
    await tick(noon + 60 * minute);
    expect(await statuses()).not.toContain("missed");
  });

  it("blames nobody for the time in which the server was down", async () => {
    const { writer } = current();
    await seed(writer);
    await tick(noon);
    await send();
    await send({ slug: "long", status: "in_progress", config: { schedule: { type: "interval", value: 1, unit: "day" }, maxRuntime: 5 } });
    await writer.noteMonitorOutage(noon + 30 * minute);
    await tick(noon + 30 * minute);
    expect((await checkIns())[0]).toMatchObject({ status: "unknown", expectedAt: noon + 10 * minute });
    expect((await monitor()).environments).toMatchObject([{ status: "ok", incident: null, nextCheckIn: noon + 40 * minute }]);
    expect((await current().reader.monitor([1], "long"))?.environments).toMatchObject([{ lastStatus: "unknown", incident: null }]);
    expect(await send({ slug: "long", config: null, id: null, status: "ok", receivedAt: noon + 31 * minute })).toMatchObject({ outcome: "accepted" });
    await tick(noon + 41 * minute);
    expect(await statuses()).toEqual(["missed", "unknown", "ok"]);
  });

  it("a batch that is rolled back leaves nothing", async () => {
    const { writer } = current();
    await seed(writer);
    const failing = writer.ingest(async (transaction) => {
      const config = { schedule: every10 };
      const place = { projectId: 1, seq: 1, position: 0, receivedAt: noon, environment: "production" };
      await transaction.saveCheckIns([
        { ...place, id: null, slug: "backup", status: "error", duration: null, config, owner: null, configProblem: null, traceId: null },
      ]);
      throw new Error("disk full");
    });
    await expect(failing).rejects.toThrow("disk full");
    expect(await current().reader.monitors({ projectIds: [1], offset: 0, limit: 1 })).toEqual([]);
    expect(await signals()).toEqual([]);
  });

  it("creates, changes and deletes monitors within their projects, and forgets old check-ins", async () => {
    const { reader, writer } = current();
    await seed(writer);
    const input = {
      projectId: 1,
      slug: "backup",
      name: "Backup",
      config: { schedule: every10 },
      status: "active",
      isMuted: false,
      owner: null,
      at: noon,
    } as const;
    const made = await writer.createMonitor(input);
    if ("refused" in made) throw new Error(made.refused);
    expect(made).toMatchObject({ slug: "backup", name: "Backup", isUpserting: false, environments: [] });
    expect(await writer.createMonitor(input)).toEqual({ refused: "slugTaken" });
    expect(await writer.updateMonitor([2], made.id, { name: "x", at: noon })).toEqual({ refused: "notFound" });
    expect(await writer.updateMonitor([1], made.id, { name: "Nightly", owner: { kind: "team", id: 1 }, at: noon })).toMatchObject({
      name: "Nightly",
      owner: { kind: "team", id: 1 },
    });
    await send();
    await send({ environment: "staging", receivedAt: noon + minute });
    expect(await reader.projectUses(1)).toEqual({ sessions: false, monitors: true });
    await writer.forgetCheckIns(noon + 1);
    expect(await statuses()).toHaveLength(1);
    expect(await reader.monitor([2], String(made.id))).toBeUndefined();
    expect(await writer.deleteMonitor([1], made.id, ["staging"])).toBe(true);
    expect((await monitor()).environments).toHaveLength(1);
    expect(await writer.deleteMonitor([2], made.id)).toBe(false);
    expect(await writer.deleteMonitor([1], made.id)).toBe(true);
    expect(await reader.monitor([1], "backup")).toBeUndefined();
  });

  it("counts check-ins over time", async () => {
    await seed(current().writer);
    await send({ duration: 2000, receivedAt: noon + 2000 });
    await send({ duration: 4000, receivedAt: noon + 4000 });
    await send({ status: "error", receivedAt: noon + 10 * minute });
    const monitorIds = [(await monitor()).id];
    const series = await current().reader.checkInSeries({ monitorIds, range: { from: noon, to: noon + 20 * minute }, bucketMs: 10 * minute });
    expect(series.map(({ bucket, status, count, durationSum }) => [bucket, status, count, durationSum])).toEqual([
      [1, "error", 1, 0],
      [0, "ok", 2, 6000],
    ]);
  });
}
