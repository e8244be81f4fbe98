import type { EventRow } from "../port.ts";

const hourMs = 3_600_000;

export interface Seen {
  count: number;
  first: number;
  last: number;
}

export interface IssueHour extends Seen {
  readonly issueId: number;
  readonly hour: number;
  readonly environment: string;
  readonly projectId: number;
}

export interface ProjectHour {
  readonly projectId: number;
  readonly hour: number;
  readonly environment: string;
  count: number;
}

/** The values of one tag of one issue; issue 0 stands for all issues of the project together. */
export interface TagDelta {
  readonly projectId: number;
  readonly issueId: number;
  readonly key: string;
  readonly values: Map<string, Seen>;
}

/** What a run of events adds to the rollups of one partition, so that a hot issue costs one upsert for many events. */
export class RollupDelta {
  readonly issueHours = new Map<string, IssueHour>();
  readonly projectHours = new Map<string, ProjectHour>();
  readonly users = new Map<number, Set<string>>();
  /** By issue and key. Nested maps cost a third of one map with composed keys. */
  readonly #tags = new Map<number, { readonly projectId: number; readonly keys: Map<string, Map<string, Seen>> }>();

  add(event: EventRow): void {
    this.#addHours(event);
    if (event.user !== null) {
      const users = this.users.get(event.issueId);
      if (users === undefined) this.users.set(event.issueId, new Set([event.user.tag]));
      else users.add(event.user.tag);
    }
    let issue = this.#tags.get(event.issueId);
    if (issue === undefined) this.#tags.set(event.issueId, (issue = { projectId: event.projectId, keys: new Map() }));
    for (const [key, value] of event.tags) {
      const values = valuesOf(issue.keys, key);
      const seen = values.get(value);
      if (seen === undefined) values.set(value, { count: 1, first: event.timestamp, last: event.timestamp });
      else merge(seen, { count: 1, first: event.timestamp, last: event.timestamp });
    }
  }

  #addHours({ projectId, issueId, timestamp, environment: named }: EventRow): void {
    const hour = Math.floor(timestamp / hourMs) * hourMs;
    const environment = named ?? "";
    const once = { count: 1, first: timestamp, last: timestamp };
    const issueKey = `${issueId}/${hour}/${environment}`;
    const issueHour = this.issueHours.get(issueKey);
    if (issueHour === undefined) this.issueHours.set(issueKey, { issueId, hour, environment, projectId, ...once });
    else merge(issueHour, once);
    const projectKey = `${projectId}/${hour}/${environment}`;
    const projectHour = this.projectHours.get(projectKey);
    if (projectHour === undefined) this.projectHours.set(projectKey, { projectId, hour, environment, count: 1 });
    else projectHour.count++;
  }

  *issueTags(): Generator<readonly [issueId: number, tags: readonly TagDelta[]]> {
    for (const [issueId, { projectId, keys }] of this.#tags) yield [issueId, Array.from(keys, ([key, values]) => ({ projectId, issueId, key, values }))];
  }

  /** The same summed up by project. */
  *projectTags(): Generator<TagDelta> {
    const projects = new Map<number, Map<string, Map<string, Seen>>>();
    for (const { projectId, keys } of this.#tags.values()) {
      let project = projects.get(projectId);
      if (project === undefined) projects.set(projectId, (project = new Map()));
      for (const [key, values] of keys) {
        const sums = valuesOf(project, key);
        for (const [value, seen] of values) {
          const sum = sums.get(value);
          if (sum === undefined) sums.set(value, { ...seen });
          else merge(sum, seen);
        }
      }
    }
    for (const [projectId, keys] of projects) for (const [key, values] of keys) yield { projectId, issueId: 0, key, values };
  }
}

function valuesOf(keys: Map<string, Map<string, Seen>>, key: string): Map<string, Seen> {
  let values = keys.get(key);
  if (values === undefined) keys.set(key, (values = new Map()));
  return values;
}

function merge(seen: Seen, more: Seen): void {
  seen.count += more.count;
  if (more.first < seen.first) seen.first = more.first;
  if (more.last > seen.last) seen.last = more.last;
}
