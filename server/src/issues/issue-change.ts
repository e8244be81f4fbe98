import type { IssuePriority, IssueStatus, IssueSubstatus } from "../query/model.ts";
import type { Issue, Project, StatusDetails } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";
import { latestVersions, organizationUsers } from "./search-names.ts";

/** What a person asks to change, after its form was checked (`api.md` §4.2). */
export interface IssueUpdate {
  readonly status?: "resolved" | "unresolved" | "ignored" | "muted" | "resolvedInNextRelease" | undefined;
  readonly statusDetails?: RequestedDetails | undefined;
  readonly substatus?: IssueSubstatus | null | undefined;
  readonly assignedTo?: string | null | undefined;
  readonly hasSeen?: boolean | undefined;
  readonly isBookmarked?: boolean | undefined;
  readonly inbox?: boolean | undefined;
  readonly priority?: IssuePriority | undefined;
  /** Delete, and drop what comes. */
  readonly discard?: boolean | undefined;
  /** Of several issues one. */
  readonly merge?: boolean | undefined;
}

interface RequestedDetails {
  readonly inNextRelease?: boolean | null | undefined;
  readonly inRelease?: string | null | undefined;
  readonly inCommit?: unknown;
  /** Minutes. */
  readonly ignoreDuration?: number | null | undefined;
  readonly ignoreUntil?: string | null | undefined;
  readonly ignoreCount?: number | null | undefined;
  /** Minutes. */
  readonly ignoreWindow?: number | null | undefined;
  readonly ignoreUserCount?: number | null | undefined;
  readonly ignoreUserWindow?: number | null | undefined;
  readonly untilEscalating?: boolean | null | undefined;
}

/** A change that makes no sense here: 400 `{[field]: [message]}`. */
export class InvalidChange extends Error {
  override readonly name = "InvalidChange";
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

export interface StatusChange {
  readonly status: IssueStatus;
  /** Null: follows from the issue's past and from the details (`stores/state/issue-rules.ts`). */
  readonly substatus: IssueSubstatus | null;
  readonly details: StatusDetails;
}

export interface ChangeContext {
  readonly state: StateReader;
  readonly organizationId: number;
  /** Of the issues that change. */
  readonly projects: readonly Project[];
  readonly userId: number | null;
  readonly now: number;
}

const minute = 60_000;
/** `api.md` §4.2 */
const longestWindow = 10_080;

const allowedSubstatus: Readonly<Record<IssueStatus, readonly IssueSubstatus[]>> = {
  resolved: [],
  unresolved: ["new", "ongoing", "escalating", "regressed"],
  ignored: ["archived_until_escalating", "archived_until_condition_met", "archived_forever"],
};

/** The state that an update asks for; undefined when it leaves the state alone. Throws `InvalidChange`. */
export async function requestedStatus(update: IssueUpdate, context: ChangeContext): Promise<StatusChange | undefined> {
  if (update.status === undefined) {
    if (update.substatus !== undefined && update.substatus !== null) throw new InvalidChange("substatus", "A substatus needs the status that it belongs to.");
    return undefined;
  }
  const status = update.status === "muted" ? "ignored" : update.status === "resolvedInNextRelease" ? "resolved" : update.status;
  const requested = update.status === "resolvedInNextRelease" ? { inNextRelease: true } : (update.statusDetails ?? {});
  const substatus = update.substatus ?? null;
  if (substatus !== null && !allowedSubstatus[status].includes(substatus)) throw new InvalidChange("substatus", `${substatus} is no substatus of ${status}.`);
  if (status === "unresolved") return { status, substatus, details: {} };
  if (status === "resolved") return { status, substatus: null, details: await resolution(requested, context) };
  const details = snooze(requested, context);
  return { status, substatus, details };
}

async function resolution(requested: RequestedDetails, context: ChangeContext): Promise<StatusDetails> {
  const { state, organizationId, projects } = context;
  if (requested.inCommit !== undefined && requested.inCommit !== null) throw new InvalidChange("statusDetails", "Unable to find the given commit.");
  const inRelease = requested.inRelease ?? undefined;
  if (inRelease === undefined && requested.inNextRelease !== true) return {};
  if (projects.length > 1) throw new InvalidChange("detail", "Cannot set resolved for multiple projects.");
  const [latest] = await latestVersions(state, organizationId, projects);
  if (inRelease === undefined) {
    if (latest === undefined) throw new InvalidChange("statusDetails", "No release data present in the system to form a basis for 'Next Release'");
    return { inNextRelease: true };
  }
  const version = inRelease === "latest" ? latest : (await state.release(organizationId, inRelease))?.version;
  if (version === undefined) throw new InvalidChange("statusDetails", "Unable to find a release with the given version.");
  return { inRelease: version };
}

function snooze(requested: RequestedDetails, { now }: ChangeContext): StatusDetails {
  if (requested.untilEscalating === true) return { untilEscalating: true };
  const positive = (name: "ignoreDuration" | "ignoreCount" | "ignoreWindow" | "ignoreUserCount" | "ignoreUserWindow"): number | undefined => {
    const value = requested[name] ?? undefined;
    const most = name === "ignoreWindow" || name === "ignoreUserWindow" ? longestWindow : 1e9;
    if (value !== undefined && !(Number.isInteger(value) && value > 0 && value <= most))
      throw new InvalidChange(name, `Must be a whole number from 1 to ${most}.`);
    return value;
  };
  const duration = positive("ignoreDuration");
  const until = requested.ignoreUntil ?? undefined;
  const ignoreUntil = duration === undefined ? until && Date.parse(until) : now + duration * minute;
  if (typeof ignoreUntil === "number" && Number.isNaN(ignoreUntil)) throw new InvalidChange("ignoreUntil", "Must be an ISO 8601 date.");
  const details = {
    ignoreUntil: ignoreUntil === "" ? undefined : ignoreUntil,
    ignoreCount: positive("ignoreCount"),
    ignoreWindow: positive("ignoreWindow"),
    ignoreUserCount: positive("ignoreUserCount"),
    ignoreUserWindow: positive("ignoreUserWindow"),
  };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

/** Who an update names: `user:1`, `team:2`, `#team`, a bare id, email or user name; null for nobody. Throws `InvalidChange`. */
export async function requestedAssignee(text: string | null, context: ChangeContext): Promise<Issue["assignedTo"]> {
  const { state, organizationId, projects } = context;
  if (text === null || text === "") return null;
  const [, teamText] = /^(?:team:|#)(.+)$/.exec(text) ?? [];
  if (teamText !== undefined) {
    const team = (await state.teams(organizationId)).find((team) => String(team.id) === teamText || team.slug === teamText);
    if (team === undefined) throw new InvalidChange("assignedTo", "Unknown actor input");
    const outside = projects.find((project) => !project.teams.some(({ id }) => id === team.id));
    if (outside !== undefined) throw new InvalidChange("assignedTo", `The team ${team.slug} has no access to the project ${outside.slug}.`);
    return { kind: "team", id: team.id };
  }
  const name = text.replace(/^user:/, "");
  const user = (await organizationUsers(state, organizationId)).find(
    (user) => String(user.id) === name || user.email.toLowerCase() === name.toLowerCase() || user.name === name,
  );
  if (user === undefined) throw new InvalidChange("assignedTo", "Unknown actor input");
  return { kind: "user", id: user.id };
}
