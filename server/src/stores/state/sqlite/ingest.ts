import { hash } from "node:crypto";
import type { DiskUsage } from "../disk.ts";
import { hasCondition, initialPriority, isSnoozeOver, reopeningRelease } from "../issue-rules.ts";
import type { AssignedIssue, AssignRequest, Discarded, CheckInFate, IngestTransaction, NewCheckIn, SessionPlace } from "../port/ingest.ts";
import type { WaitingSegment } from "../port/segments.ts";
import type { NewUserReport, UserReportFate } from "../port/user-reports.ts";
import type { OutcomeDelta } from "../port/outcomes.ts";
import { followSemver, type OrderedRelease } from "../release-order.ts";
import type { IngestStatements, KnownIssue } from "./ingest-statements.ts";
import type { SlotValues } from "./kysely.ts";
import { saveCheckIn } from "./check-ins.ts";
import { toDetails } from "./rows.ts";

const minuteMs = 60_000;

/** Runs inside a transaction that the writer holds; every statement is synchronous underneath. */
export class SqliteIngestTransaction implements IngestTransaction {
  readonly #statements: IngestStatements;
  /** Only for this transaction: a rollback must not leave anything behind. */
  readonly #projects = new Map<number, ProjectInBatch | undefined>();

  constructor(statements: IngestStatements) {
    this.#statements = statements;
  }

  async logPosition(): Promise<number> {
    return this.#statements.logPosition.get({}) ?? 0;
  }

  async addUsage(usage: readonly DiskUsage[]): Promise<void> {
    for (const { projectId, category, day, items, bytes } of usage)
      this.#statements.addUsage.run({ project: projectId, category, day, items, bytes: Math.round(bytes) });
  }

  async noteSegments(segments: readonly WaitingSegment[]): Promise<void> {
    for (const segment of segments) this.#statements.noteSegment(segment);
  }

  async setLogPosition(seq: number): Promise<void> {
    this.#statements.setLogPosition.run({ seq: String(seq) });
  }

  async addOutcomes(totals: readonly OutcomeDelta[]): Promise<void> {
    for (const { projectId, keyId, hour, category, outcome, reason, quantity } of totals) {
      this.#statements.addOutcome.run({ project: projectId, key: keyId, hour, category, outcome, reason: reason ?? "", quantity });
    }
  }

  async saveUserReports(reports: readonly NewUserReport[]): Promise<readonly UserReportFate[]> {
    return reports.map((report) => this.#statements.userReports.save(report));
  }

  async linkUserReports(events: Parameters<IngestTransaction["linkUserReports"]>[0]): Promise<void> {
    this.#statements.userReports.link(events);
  }

  async saveCheckIns(checkIns: readonly NewCheckIn[]): Promise<readonly CheckInFate[]> {
    const fates: CheckInFate[] = [];
    // One after the other: each may be about the one before.
    for (const checkIn of checkIns) fates.push(await saveCheckIn(this.#statements.db, checkIn));
    return fates;
  }

  async seeSessions(places: readonly SessionPlace[]): Promise<void> {
    for (const { projectId: project, release: version, environment, first, last } of places) {
      const found = this.#statements.project.get({ project });
      if (found === undefined) continue;
      const key = { organization: found.organizationId, version };
      const release = this.#statements.release.get(key)?.id ?? this.#statements.addRelease.get({ ...key, at: Math.round(first) }) ?? 0;
      this.#statements.seeSessions.run({ release, project, first, last });
      this.#statements.addEnvironment.run({ project, name: environment });
    }
  }

  async assignIssues(requests: readonly AssignRequest[]): Promise<readonly (AssignedIssue | Discarded | undefined)[]> {
    const assigned = requests.map((request) => {
      const project = this.#project(request.projectId);
      return project === undefined ? undefined : this.#assign(request, project);
    });
    for (const project of this.#projects.values()) project?.write();
    return assigned;
  }

  #project(id: number): ProjectInBatch | undefined {
    let project = this.#projects.get(id);
    if (project === undefined && !this.#projects.has(id)) {
      const found = this.#statements.project.get({ project: id });
      project = found === undefined ? undefined : new ProjectInBatch(this.#statements, id, found);
      this.#projects.set(id, project);
    }
    return project;
  }

  #assign(request: AssignRequest, project: ProjectInBatch): AssignedIssue | Discarded {
    let known: KnownIssue | undefined;
    const unknownHashes: string[] = [];
    for (const candidate of request.hashes) {
      const issue = this.#statements.issueOfHash.get({ project: request.projectId, hash: candidate });
      if (issue !== undefined) {
        known ??= issue;
        continue;
      }
      const tombstone = known === undefined ? this.#statements.tombstoneOfHash.get({ project: request.projectId, hash: candidate }) : undefined;
      if (tombstone !== undefined) return this.#discard(tombstone, request);
      unknownHashes.push(candidate);
    }
    if (known === undefined) {
      for (const former of request.secondaryHashes ?? []) {
        known = this.#statements.issueOfHash.get({ project: request.projectId, hash: former });
        if (known !== undefined) break;
        const tombstone = this.#statements.tombstoneOfHash.get({ project: request.projectId, hash: former });
        if (tombstone !== undefined) return this.#discard(tombstone, request);
      }
    }
    const releases = request.releases.map((version) => project.seeRelease(version, request));
    for (const environment of request.environments) project.environments.add(environment);
    project.seeEvent(request.latest.receivedAt);
    const issueId = known === undefined ? this.#create(request, project) : known.id;
    for (const unknown of unknownHashes) this.#statements.addHash.run({ project: request.projectId, hash: unknown, issue: issueId });
    const { count, firstSeen, lastSeen, latest, sketch } = request;
    const [primary = ""] = request.hashes;
    if (sketch !== undefined && unknownHashes[0] === primary) this.#statements.sketches.add(request.projectId, primary, sketch);
    this.#statements.seeHash.run({ project: request.projectId, hash: primary, count, firstSeen, lastSeen, event: latest.eventId });
    const users = request.users.map(userHash);
    const newUsers = this.#addUsers(issueId, users);
    if (known === undefined) {
      if (newUsers > 0) this.#statements.setUserCount.run({ issue: issueId, newUsers });
      return { issueId, isNew: true, isRegression: false };
    }
    const statement = request.lastSeen >= known.lastSeen ? this.#statements.refreshIssue : this.#statements.countEvents;
    statement.run({ ...describe(request), issue: issueId, newUsers });
    const isRegression = known.status === "resolved" && this.#reopen(known, request, project, releases);
    if (known.status === "ignored") this.#wake(known, request, users, newUsers);
    return { issueId, isNew: false, isRegression };
  }

  /** `grouping.md` §12: unless a hash before led to an issue. */
  #discard(tombstone: number, { count, latest }: AssignRequest): Discarded {
    this.#statements.seeTombstone.run({ tombstone, count, at: Math.round(latest.receivedAt) });
    return { discardedAs: tombstone };
  }

  #create(request: AssignRequest, project: ProjectInBatch): number {
    const { projectId, latest } = request;
    const shortId = this.#statements.nextShortId.get({ project: projectId });
    const priority = initialPriority(latest.level);
    const issue = this.#statements.addIssue.get({ ...describe(request), project: projectId, shortId: shortId ?? null, priority });
    if (issue === undefined) throw new Error("the state store answered no id for a new issue");
    this.#activity(issue, "first_seen", { priority }, latest.receivedAt);
    project.newIssue(request.releases[0]);
    return issue;
  }

  #addUsers(issue: number, users: readonly number[]): number {
    let added = 0;
    for (const user of users) added += this.#statements.addUser.run({ issue, user });
    return added;
  }

  #reopen(known: KnownIssue, request: AssignRequest, project: ProjectInBatch, releases: readonly OrderedRelease[]): boolean {
    const { latest } = request;
    const resolvedIn = known.resolvedRelease === null ? undefined : project.releaseNamed(known.resolvedRelease);
    const release = reopeningRelease(
      { resolvedAt: known.resolvedAt ?? 0, details: toDetails(known.detailsJson), release: resolvedIn },
      { lastSeen: request.lastSeen, receivedAt: latest.receivedAt, releases },
    );
    if (release === undefined) return false;
    const version = release?.version ?? request.releases.at(-1) ?? "";
    this.#statements.reopen.run({ issue: known.id, substatus: "regressed" });
    const resolution = resolvedIn === undefined ? {} : { resolved_in_version: resolvedIn.version, follows_semver: followSemver(resolvedIn.version, version) };
    this.#activity(known.id, "set_regression", { event_id: latest.eventId, version, ...resolution }, latest.receivedAt);
    return true;
  }

  /** Ends the snooze of an ignored issue when its condition is met by these events. */
  #wake(known: KnownIssue, request: AssignRequest, users: readonly number[], newUsers: number): void {
    const details = toDetails(known.detailsJson);
    if (!hasCondition(details)) return;
    const issue = known.id;
    const now = request.latest.receivedAt;
    const start = this.#statements.snooze.get({ issue });
    const progress = {
      now,
      events:
        details.ignoreWindow === undefined
          ? known.timesSeen + request.count - (start?.timesSeen ?? 0)
          : this.#eventsWithin(issue, details.ignoreWindow, now, request.count),
      users:
        details.ignoreUserWindow === undefined
          ? known.userCount + newUsers - (start?.userCount ?? 0)
          : this.#usersWithin(issue, details.ignoreUserWindow, now, users),
    };
    if (!isSnoozeOver(details, progress)) return;
    this.#statements.reopen.run({ issue, substatus: "escalating" });
    for (const statement of this.#statements.endSnooze) statement.run({ issue });
    this.#activity(issue, "set_unresolved", { event_id: request.latest.eventId, expired_snooze: details }, now);
  }

  #eventsWithin(issue: number, minutes: number, now: number, count: number): number {
    const minute = Math.floor(now / minuteMs);
    this.#statements.addSnoozeEvents.run({ issue, minute, count });
    this.#statements.forgetSnoozeEvents.run({ issue, minute: minute - minutes });
    return this.#statements.snoozeEvents.get({ issue }) ?? 0;
  }

  #usersWithin(issue: number, minutes: number, now: number, users: readonly number[]): number {
    for (const user of users) this.#statements.addSnoozeUser.run({ issue, user, at: now });
    this.#statements.forgetSnoozeUsers.run({ issue, at: now - minutes * minuteMs });
    return this.#statements.snoozeUsers.get({ issue }) ?? 0;
  }

  #activity(issue: number, type: string, data: object, at: number): void {
    this.#statements.addActivity.run({ issue, type, data: JSON.stringify(data), at: Math.round(at) });
  }
}

interface SeenRelease extends OrderedRelease {
  readonly id: number;
  first: number;
  last: number;
  newIssues: number;
}

/** What a batch says of one project, gathered so that it is written once. */
class ProjectInBatch {
  readonly environments = new Set<string>();
  readonly #statements: IngestStatements;
  readonly #id: number;
  readonly #organizationId: number;
  readonly #hadEvents: boolean;
  readonly #releases = new Map<string, SeenRelease>();
  #firstEventAt: number | undefined;

  constructor(statements: IngestStatements, id: number, found: { readonly organizationId: number; readonly firstEventAt: number | null }) {
    this.#statements = statements;
    this.#id = id;
    this.#organizationId = found.organizationId;
    this.#hadEvents = found.firstEventAt !== null;
  }

  seeEvent(receivedAt: number): void {
    this.#firstEventAt ??= receivedAt;
  }

  seeRelease(version: string, request: AssignRequest): OrderedRelease {
    const seen = this.#releases.get(version);
    if (seen !== undefined) {
      seen.first = Math.min(seen.first, request.firstSeen);
      seen.last = Math.max(seen.last, request.lastSeen);
      return seen;
    }
    const key = { organization: this.#organizationId, version };
    const createdAt = Math.round(request.latest.receivedAt);
    const stored = this.#statements.release.get(key) ?? { id: this.#statements.addRelease.get({ ...key, at: createdAt }) ?? 0, createdAt };
    const release = { ...stored, version, first: request.firstSeen, last: request.lastSeen, newIssues: 0 };
    this.#releases.set(version, release);
    return release;
  }

  /** A release that an issue was resolved in. One that is gone orders before all others. */
  releaseNamed(version: string): OrderedRelease {
    const stored = this.#statements.release.get({ organization: this.#organizationId, version });
    return { version, createdAt: stored?.createdAt ?? 0 };
  }

  newIssue(version: string | undefined): void {
    const release = version === undefined ? undefined : this.#releases.get(version);
    if (release !== undefined) release.newIssues++;
  }

  write(): void {
    const project = this.#id;
    for (const name of this.environments) this.#statements.addEnvironment.run({ project, name });
    for (const { id, first, last, newIssues } of this.#releases.values()) this.#statements.seeRelease.run({ release: id, project, first, last, newIssues });
    if (!this.#hadEvents && this.#firstEventAt !== undefined) this.#statements.setFirstEvent.run({ project, at: Math.round(this.#firstEventAt) });
  }
}

/** Slots that creating and updating an issue have in common. */
function describe(request: AssignRequest): SlotValues {
  const { latest } = request;
  return {
    type: latest.type,
    level: latest.level,
    platform: latest.platform,
    title: latest.title,
    culprit: latest.culprit,
    location: latest.location,
    metadata: JSON.stringify(latest.metadata),
    logger: latest.logger,
    count: request.count,
    firstSeen: request.firstSeen,
    lastSeen: request.lastSeen,
    unhandled: Number(request.anyUnhandled),
    firstRelease: request.releases[0] ?? null,
    lastRelease: request.releases.at(-1) ?? null,
  };
}

/** 48 bits of SHA-1, as in telemetry: fits a number; a million users of one issue lose 0.002 to collisions. */
function userHash(tag: string): number {
  return hash("sha1", tag, "buffer").readUIntBE(0, 6);
}
