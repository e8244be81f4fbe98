import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StateReader, StateWriter } from "./port.ts";
import { hour, seed, assign, request, noon } from "./suite-data.ts";
import { checkInSuite } from "./suite-check-ins.ts";
import { issueChangeSuite } from "./suite-changes.ts";
import { issueListSuite } from "./suite-list.ts";
import { settingsSuite } from "./suite-settings.ts";
import { userReportSuite } from "./suite-user-reports.ts";

export interface StateStores {
  readonly writer: StateWriter;
  readonly reader: StateReader;
  /** Another writer on the same store, as the command line opens it while the server runs. */
  openWriter(): Promise<StateWriter>;
  dispose(): Promise<void>;
}

/** What every adapter of the state port must do. `open` makes an empty, migrated store. */
export function stateSuite(open: () => Promise<StateStores>): void {
  let stores: StateStores;
  beforeEach(async () => {
    stores = await open();
  });
  afterEach(() => stores.dispose());
  const current = (): StateStores => stores;

  describe("organizations, projects and keys", () => {
    organizationSuite(current);
  });
  describe("settings", () => {
    settingsSuite(current);
  });
  describe("people", () => {
    peopleSuite(current);
  });
  describe("user reports", () => {
    userReportSuite(current);
  });
  describe("check-ins", () => {
    checkInSuite(current);
  });
  describe("ingest", () => {
    ingestSuite(current);
  });
  describe("changes of issues", () => {
    issueChangeSuite(current);
  });
  describe("lists of issues", () => {
    issueListSuite(current);
  });
}

function organizationSuite(current: () => StateStores): void {
  it("starts empty and counts what is made", async () => {
    const { reader, writer } = current();
    expect(await reader.counts()).toEqual({ organizations: 0, projects: 0, users: 0, issues: 0 });
    await seed(writer);
    await assign(writer, request(["a"]));
    expect(await reader.counts()).toEqual({ organizations: 1, projects: 1, users: 1, issues: 1 });
  });

  it("keeps slugs unique: of organizations everywhere, of projects and teams within the organization", async () => {
    const { writer } = current();
    await seed(writer);
    await writer.createOrganization({ slug: "other", name: "Other" });
    expect(await writer.createOrganization({ slug: "acme", name: "Again" })).toEqual({ refused: "slugTaken" });
    expect(await writer.updateOrganization(2, { slug: "acme" })).toEqual({ refused: "slugTaken" });
    expect(await writer.updateOrganization(1, { slug: "acme", name: "Acme Inc" })).toMatchObject({ slug: "acme", name: "Acme Inc" });
    expect(await writer.createProject({ organizationId: 1, slug: "shop", name: "Shop", platform: null })).toEqual({ refused: "slugTaken" });
    expect(await writer.createProject({ organizationId: 2, slug: "shop", name: "Shop", platform: null })).toMatchObject({ project: { id: 2, slug: "shop" } });
    expect(await writer.createTeam({ organizationId: 1, slug: "core", name: "Core" })).toEqual({ refused: "slugTaken" });
    expect(await writer.createTeam({ organizationId: 9, slug: "core", name: "Core" })).toEqual({ refused: "notFound" });
  });

  it("gives a project a key, the first team, and finds it by id and slug within its organization only", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await writer.createOrganization({ slug: "other", name: "Other" });
    const project = await reader.project(1, "shop");
    expect(project).toMatchObject({ id: 1, status: "active", firstEventAt: null, options: {}, teams: [{ slug: "core" }] });
    expect(await reader.project(1, "1")).toEqual(project);
    expect(await reader.project(2, "shop")).toBeUndefined();
    expect(await reader.project(2, "1")).toBeUndefined();
    const [key] = await reader.projectKeys(1);
    expect(key).toMatchObject({ isActive: true, rateLimit: null });
    expect(key?.publicKey).toMatch(/^[0-9a-f]{32}$/);
    expect(await reader.keyAccess(key?.publicKey ?? "")).toMatchObject({ projectId: 1, organizationId: 1, projectStatus: "active", allowedDomains: [] });
    expect(await reader.keyAccess("0".repeat(32))).toBeUndefined();
  });

  it("changes projects and keys, leaving alone what a change does not name", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await writer.updateProject(1, { options: { allowedDomains: ["example.com"] } });
    await writer.updateProject(1, { status: "disabled", options: { resolveAgeHours: 24 } });
    expect(await reader.projectById(1)).toMatchObject({
      name: "Shop",
      platform: "node",
      status: "disabled",
      options: { allowedDomains: ["example.com"], resolveAgeHours: 24 },
    });
    const key = await writer.createKey({ projectId: 1, name: "Mobile", rateLimit: { count: 10, window: 60 } });
    expect(await writer.updateKey(1, key.publicKey, { isActive: false })).toMatchObject({
      name: "Mobile",
      isActive: false,
      rateLimit: { count: 10, window: 60 },
    });
    expect(await writer.updateKey(1, key.publicKey, { rateLimit: null })).toMatchObject({ rateLimit: null });
    expect(await writer.updateKey(2, key.publicKey, { name: "Stolen" })).toEqual({ refused: "notFound" });
    expect(await reader.keyAccess(key.publicKey)).toMatchObject({ projectStatus: "disabled", allowedDomains: ["example.com"] });
    expect(await writer.deleteKey(2, key.publicKey)).toBe(false);
    expect(await writer.deleteKey(1, key.publicKey)).toBe(true);
    expect(await reader.keyAccess(key.publicKey)).toBeUndefined();
  });

  it("never uses the id of a deleted project again, and takes its issues along", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await assign(writer, request(["a"]));
    expect(await writer.deleteProject(1)).toBe(true);
    expect(await writer.deleteProject(1)).toBe(false);
    expect((await reader.counts()).issues).toBe(0);
    expect(await writer.createProject({ organizationId: 1, slug: "shop", name: "Shop", platform: null })).toMatchObject({ project: { id: 2 } });
  });

  it("sets the teams of a project, of its own organization only", async () => {
    const { writer } = current();
    await seed(writer);
    await writer.createOrganization({ slug: "other", name: "Other" });
    await writer.createTeam({ organizationId: 2, slug: "spies", name: "Spies" });
    await writer.createTeam({ organizationId: 1, slug: "web", name: "Web" });
    expect(await writer.setProjectTeams(1, [2, 3])).toMatchObject({ teams: [{ slug: "web" }] });
    expect(await writer.setProjectTeams(9, [])).toEqual({ refused: "notFound" });
  });
}

function peopleSuite(current: () => StateStores): void {
  it("knows users by email in any case", async () => {
    const { reader, writer } = current();
    await seed(writer);
    expect(await reader.userByEmail("ADA@example.com")).toMatchObject({ id: 1, hasPassword: false });
    expect(await writer.createUser({ email: "Ada@Example.com", name: null, passwordHash: null, isAdmin: false })).toEqual({ refused: "emailTaken" });
    expect(await writer.updateUser(1, { name: null, lastLoginAt: noon })).toMatchObject({ email: "ada@example.com", name: null, lastLoginAt: noon });
    expect(await writer.updateUser(7, { name: "x" })).toEqual({ refused: "notFound" });
  });

  it("ends the sessions of a user whose password changes", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await writer.createSession({ hash: "s1", userId: 1, expiresAt: Date.now() + hour });
    expect(await reader.session("s1")).toMatchObject({ userId: 1 });
    await writer.setPassword(1, "$argon2id$x");
    expect(await reader.session("s1")).toBeUndefined();
    expect(await reader.passwordHash(1)).toBe("$argon2id$x");
    expect(await reader.user(1)).toMatchObject({ hasPassword: true });
  });

  it("redeems a sign-in link once, and not after it expired", async () => {
    const { writer } = current();
    await seed(writer);
    const now = Date.now();
    await writer.createSignInLink({ hash: "fresh", userId: 1, expiresAt: now + hour });
    expect(await writer.redeemSignInLink("fresh", now)).toBe(1);
    expect(await writer.redeemSignInLink("fresh", now)).toBeUndefined();
    await writer.createSignInLink({ hash: "stale", userId: 1, expiresAt: now + 1 });
    expect(await writer.redeemSignInLink("stale", now + 2)).toBeUndefined();
  });

  it("keeps memberships and tokens with their owners", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await writer.createOrganization({ slug: "other", name: "Other" });
    await writer.setMembership({ organizationId: 2, userId: 1, role: "member" });
    await writer.setMembership({ organizationId: 2, userId: 1, role: "admin" });
    expect(await reader.memberships({ userId: 1 })).toEqual([
      { organizationId: 1, userId: 1, role: "owner" },
      { organizationId: 2, userId: 1, role: "admin" },
    ]);
    expect((await reader.organizations({ userId: 1 })).map(({ slug }) => slug)).toEqual(["acme", "other"]);
    const token = await writer.createToken({ hash: "h", hint: "abcd", name: "CI", scopes: ["project:read", "event:admin"], organizationId: 1, userId: null });
    await writer.touchToken(token.id, noon);
    expect(await reader.token("h")).toEqual({ ...token, lastUsedAt: noon });
    expect(await reader.tokens({ organizationId: 2 })).toEqual([]);
    expect(await writer.deleteToken(token.id, { organizationId: 2 })).toBe(false);
    expect(await writer.deleteToken(token.id, { organizationId: 1 })).toBe(true);
    expect(await reader.token("h")).toBeUndefined();
  });
}

function ingestSuite(current: () => StateStores): void {
  it("makes issues in the order of the batch with short ids per project, and describes them", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await writer.createProject({ organizationId: 1, slug: "api", name: "API", platform: null });
    const assigned = await assign(
      writer,
      request(["a"], { users: ["id:1", "id:2"], releases: ["shop@1.0.0"], anyUnhandled: true }),
      request(["b"], { projectId: 2 }),
      request(["c"], { latest: { level: "info" } }),
    );
    expect(assigned).toEqual([1, 2, 3].map((issueId) => ({ issueId, isNew: true, isRegression: false })));
    const issues = await reader.issuesById([1, 2], [1, 2, 3]);
    expect(issues.map(({ projectId, shortIdNumber }) => [projectId, shortIdNumber])).toEqual([
      [1, 1],
      [2, 1],
      [1, 2],
    ]);
    expect(issues[0]).toMatchObject({
      title: "Error: boom",
      culprit: "work(job)",
      metadata: { type: "Error", value: "boom" },
      status: "unresolved",
      substatus: "new",
      priority: "high",
      timesSeen: 1,
      userCount: 2,
      firstRelease: "shop@1.0.0",
      isUnhandled: true,
      forReview: true,
      firstSeen: noon,
      lastSeen: noon,
    });
    expect(issues[2]).toMatchObject({ priority: "low" });
    expect(await reader.activity(1, 10)).toMatchObject([{ type: "first_seen", data: { priority: "high" } }]);
    expect(await reader.issueByShortId([1, 2], "SHOP", 2)).toMatchObject({ id: 3 });
  });

  it("lets the first hash that is known decide and attaches the unknown ones", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await assign(writer, request(["a"]), request(["b"]));
    const assigned = await assign(writer, request(["new", "b", "a"]), request(["new"]));
    expect(assigned.map((issue) => issue?.issueId)).toEqual([2, 2]);
    expect((await reader.hashes(2)).map(({ hash, timesSeen }) => [hash, timesSeen])).toEqual([
      ["b", 1],
      ["new", 2],
    ]);
    expect((await reader.hashes(1)).map(({ hash }) => hash)).toEqual(["a"]);
  });

  it("asks the hashes of a former configuration where no other is known, and keeps none of them", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await assign(writer, request(["old"]), request(["b"]));
    const assigned = await assign(
      writer,
      request(["new", "system"], { secondaryHashes: ["unheard of", "old"] }),
      request(["b"], { secondaryHashes: ["old"] }),
      request(["other"], { secondaryHashes: ["unheard of"] }),
    );
    expect(assigned.map((issue) => issue?.issueId)).toEqual([1, 2, 3]);
    expect((await reader.hashes(1)).map(({ hash }) => hash).toSorted()).toEqual(["new", "old", "system"]);
    expect((await reader.hashes(3)).map(({ hash }) => hash)).toEqual(["other"]);
    await writer.buryIssues({ projectIds: [1], ids: [2], userId: null, at: noon });
    expect(await assign(writer, request(["newer"], { secondaryHashes: ["b"] }))).toMatchObject([{ issueId: 2 }]);
    await writer.deleteIssues([1], [2], { userId: null, at: noon });
    expect(await assign(writer, request(["newest"], { secondaryHashes: ["b"] }))).toMatchObject([{ discardedAs: expect.any(Number) }]);
  });

  it("keeps the same hash of two projects apart", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await writer.createProject({ organizationId: 1, slug: "api", name: "API", platform: null });
    await assign(writer, request(["a"]), request(["a"], { projectId: 2 }));
    expect(await reader.issue([1], 2)).toBeUndefined();
    expect(await reader.issue([2], 2)).toMatchObject({ projectId: 2 });
  });

  it("counts events and distinct users, and describes the issue by its newest event", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await assign(writer, request(["a"], { users: ["id:1"], releases: ["1"] }));
    await assign(
      writer,
      request(["a"], { lastSeen: noon + hour, count: 5, users: ["id:1", "id:2"], releases: ["2"], latest: { title: "newer", level: "fatal" } }),
    );
    await assign(writer, request(["a"], { lastSeen: noon - hour, users: ["id:3"], releases: ["0"], latest: { title: "older" } }));
    expect(await reader.issue([1], 1)).toMatchObject({
      timesSeen: 7,
      userCount: 3,
      title: "newer",
      level: "fatal",
      firstSeen: noon - hour,
      lastSeen: noon + hour,
      firstRelease: "1",
      lastRelease: "2",
    });
  });

  it("collects environments, releases and the project's first event", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await assign(
      writer,
      request(["a"], { environments: ["production"], releases: ["shop@1.0.0"] }),
      request(["b"], { environments: ["staging", "production"], releases: ["shop@1.0.0", "shop@1.1.0"], lastSeen: noon + hour }),
    );
    expect(await reader.environments([1])).toEqual(["production", "staging"]);
    expect(await reader.environments([2])).toEqual([]);
    expect((await reader.projectById(1))?.firstEventAt).toBe(noon);
    expect(await reader.release(1, "shop@1.0.0")).toMatchObject({
      firstEventAt: noon,
      lastEventAt: noon + hour,
      newIssues: 2,
      projectIds: [1],
      newIssuesByProject: [2],
    });
    expect((await reader.releases(1, { projectIds: [1], text: "1.1", offset: 0, limit: 10 })).map(({ version }) => version)).toEqual(["shop@1.1.0"]);
    expect(await reader.releases(1, { projectIds: [2], offset: 0, limit: 10 })).toEqual([]);
    expect(await reader.releases(2, { projectIds: [1], offset: 0, limit: 10 })).toEqual([]);
  });

  it("answers nothing for a project that is gone, and goes on", async () => {
    const { writer } = current();
    await seed(writer);
    expect(await assign(writer, request(["a"], { projectId: 77 }), request(["a"]))).toEqual([undefined, { issueId: 1, isNew: true, isRegression: false }]);
  });

  it("adds outcomes up by hour, and by the buckets asked for", async () => {
    const { reader, writer } = current();
    await seed(writer);
    const one = { projectId: 1, keyId: 1, hour: noon, category: "error", outcome: "accepted", reason: null, quantity: 3 };
    await writer.ingest((transaction) =>
      transaction.addOutcomes([one, { ...one, hour: noon + hour }, { ...one, outcome: "filtered", reason: "rule" }, { ...one, projectId: 2 }]),
    );
    await writer.ingest((transaction) => transaction.addOutcomes([one]));
    const query = { projectIds: [1], from: noon, to: noon + 2 * hour };
    expect(await reader.outcomeTotals({ ...query, bucketMs: hour })).toEqual(
      expect.arrayContaining([
        { projectId: 1, keyId: 1, bucket: noon, category: "error", outcome: "accepted", reason: null, quantity: 6 },
        { projectId: 1, keyId: 1, bucket: noon + hour, category: "error", outcome: "accepted", reason: null, quantity: 3 },
        { projectId: 1, keyId: 1, bucket: noon, category: "error", outcome: "filtered", reason: "rule", quantity: 3 },
      ]),
    );
    const daily = await reader.outcomeTotals({ ...query, bucketMs: 24 * hour });
    expect(daily.map(({ bucket, quantity }) => ({ bucket, quantity })).sort((a, b) => a.quantity - b.quantity)).toEqual([
      { bucket: noon - 12 * hour, quantity: 3 },
      { bucket: noon - 12 * hour, quantity: 9 },
    ]);
  });

  it("leaves nothing of a transaction that failed, and hands out the same ids when it is tried again", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await assign(writer, request(["a"]));
    const failing = writer.ingest(async (transaction) => {
      await transaction.assignIssues([request(["b"], { releases: ["9"] }), request(["a"], { count: 10 })]);
      await transaction.setLogPosition(7);
      throw new Error("telemetry failed");
    });
    await expect(failing).rejects.toThrow("telemetry failed");
    expect(await reader.logPosition()).toBe(0);
    expect(await reader.issue([1], 1)).toMatchObject({ timesSeen: 1 });
    expect(await reader.release(1, "9")).toBeUndefined();
    const again = await writer.ingest(async (transaction) => {
      await transaction.setLogPosition(7);
      return await transaction.assignIssues([request(["b"])]);
    });
    expect(again[0]?.issueId).toBe(2);
    expect(await reader.issue([1], 2)).toMatchObject({ shortIdNumber: 2 });
    expect(await reader.logPosition()).toBe(7);
  });

  it("lets changes wait while a batch is being committed", async () => {
    const { reader, writer } = current();
    await seed(writer);
    const order: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const batch = writer
      .ingest(async (transaction) => {
        await transaction.assignIssues([request(["a"])]);
        await held;
      })
      .then(() => order.push("batch"));
    const change = writer.updateProject(1, { name: "Renamed" }).then(() => order.push("change"));
    expect((await reader.counts()).issues).toBe(0);
    release();
    await Promise.all([batch, change]);
    expect(order).toEqual(["batch", "change"]);
    expect(await reader.projectById(1)).toMatchObject({ name: "Renamed" });
  });

  it("works with a second writer on the same store", async () => {
    const { reader, writer } = current();
    await seed(writer);
    const other = await current().openWriter();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => [
        assign(writer, request([`a${index}`])),
        other.createTeam({ organizationId: 1, slug: `t${index}`, name: "T" }),
      ]).flat(),
    );
    await other.close();
    expect((await reader.counts()).issues).toBe(20);
    expect(await reader.teams(1)).toHaveLength(21);
  });
}
