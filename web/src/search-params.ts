/**
 * The address bar keeps what a page shows, in the shapes that people already paste: `?project=1&project=2&statsPeriod=14d&query=…`.
 * A parameter is a text, or a list of texts when it is repeated.
 */
export type RawSearch = Readonly<Record<string, string | readonly string[]>>;

export function parseSearch(text: string): RawSearch {
  const params = new URLSearchParams(text);
  return Object.fromEntries([...new Set(params.keys())].map((key) => [key, oneOrMany(params.getAll(key))]));
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? "") : values;
}

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === "string" || typeof each === "number") params.append(key, String(each));
    }
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** The filters that stay while one goes from page to page. */
export interface StickyFilters {
  readonly project?: readonly string[] | undefined;
  readonly environment?: readonly string[] | undefined;
  readonly statsPeriod?: string | undefined;
}

export const defaultPeriod = "14d";

export function stickyFilters(search: Readonly<Record<string, unknown>>): StickyFilters {
  const project = textList(search["project"]);
  const environment = textList(search["environment"]);
  const statsPeriod = text(search["statsPeriod"]);
  return {
    ...(project.length === 0 ? {} : { project }),
    ...(environment.length === 0 ? {} : { environment }),
    ...(statsPeriod === undefined || !/^\d{1,4}[smhdw]$/u.test(statsPeriod) ? {} : { statsPeriod }),
  };
}

const issueSorts = ["date", "new", "freq", "user"] as const;
export type IssueSort = (typeof issueSorts)[number];

export interface StreamSearch {
  readonly query?: string | undefined;
  readonly sort?: IssueSort | undefined;
  readonly cursor?: string | undefined;
}

export function streamSearch(search: Readonly<Record<string, unknown>>): StreamSearch {
  const query = text(search["query"]);
  const sort = issueSorts.find((each) => each === search["sort"]);
  const cursor = text(search["cursor"]);
  return { ...(query === undefined ? {} : { query }), ...(sort === undefined ? {} : { sort }), ...(cursor === undefined || cursor === "" ? {} : { cursor }) };
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function textList(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each): each is string => typeof each === "string" && each !== "");
}

export interface ListSearch {
  readonly query?: string | undefined;
  readonly cursor?: string | undefined;
}

/** What a list with a search box keeps. */
export function listSearch(search: Readonly<Record<string, unknown>>): ListSearch {
  const { query, cursor } = streamSearch(search);
  return { ...(query === undefined ? {} : { query }), ...(cursor === undefined ? {} : { cursor }) };
}

const releaseSorts = ["date", "adoption", "sessions", "crash_free_sessions", "crash_free_users"] as const;
export type ReleaseSort = (typeof releaseSorts)[number];

export function releaseSearch(search: Readonly<Record<string, unknown>>): ListSearch & { readonly order?: ReleaseSort | undefined } {
  const order = releaseSorts.find((each) => each === search["order"]);
  return { ...listSearch(search), ...(order === undefined ? {} : { order }) };
}

export interface TraceSearch extends ListSearch {
  /** Newest first where it is absent. */
  readonly view?: "slowest" | "names" | undefined;
}

export function traceSearch(search: Readonly<Record<string, unknown>>): TraceSearch {
  const view = search["view"];
  return { ...listSearch(search), ...(view === "slowest" || view === "names" ? { view } : {}) };
}

export interface MetricSearch {
  readonly query?: string | undefined;
  /** The one that is shown over time. */
  readonly metric?: string | undefined;
  /** The attribute that it is divided by. */
  readonly by?: string | undefined;
  /** What of its values is shown; by its kind where it is absent. */
  readonly show?: string | undefined;
}

export function metricSearch(search: Readonly<Record<string, unknown>>): MetricSearch {
  const names = ["query", "metric", "by", "show"] as const;
  return Object.fromEntries(names.flatMap((name) => (text(search[name]) ? [[name, text(search[name])]] : [])));
}

export function logSearch(search: Readonly<Record<string, unknown>>): ListSearch & { readonly direction?: "oldest" | undefined } {
  return { ...listSearch(search), ...(search["direction"] === "oldest" ? { direction: "oldest" } : {}) };
}
