/**
 * Which performance problems a project looks for and from when on: name in storage and in the API (the one that Sentry's own
 * `performance-issues/configure/` uses), what it is, its default and what may be set. The one table that settings, processing,
 * API, page and reference are made of.
 */
export const performanceSettings = {
  n_plus_one_db_queries_detection_enabled: toggle("Look for N+1 and MN+1 queries"),
  n_plus_one_db_count: amount("N+1 queries: repeated queries at least", 5, 2, 1000, "count"),
  n_plus_one_db_duration_threshold: amount("N+1 and MN+1 queries: time that the repeated spans take together", 50, 1, 10_000, "ms"),
  slow_db_queries_detection_enabled: toggle("Look for slow queries"),
  slow_db_query_duration_threshold: amount("Slow queries: time that a SELECT takes", 500, 1, 60_000, "ms"),
  consecutive_db_queries_detection_enabled: toggle("Look for queries that wait for each other without need"),
  consecutive_db_min_time_saved_threshold: amount("Consecutive queries: time that running them side by side would save", 100, 1, 10_000, "ms"),
  n_plus_one_api_calls_detection_enabled: toggle("Look for many calls of one endpoint at once"),
  n_plus_one_api_calls_total_duration_threshold: amount("N+1 API calls: time that the calls take together", 300, 1, 10_000, "ms"),
  consecutive_http_spans_detection_enabled: toggle("Look for requests that wait for each other without need"),
  consecutive_http_spans_min_time_saved_threshold: amount("Consecutive HTTP: time that running them side by side would save", 2000, 1, 60_000, "ms"),
  large_http_payload_detection_enabled: toggle("Look for large responses"),
  large_http_payload_size_threshold: amount("Large HTTP payload: size of the response, encoded", 300_000, 1000, 100_000_000, "bytes"),
  http_overhead_detection_enabled: toggle("Look for requests that queue up behind the connection limit of HTTP/1.1"),
  http_request_delay_threshold: amount("HTTP/1.1 overhead: time that a request waits in the queue", 500, 1, 60_000, "ms"),
  large_render_blocking_asset_detection_enabled: toggle("Look for large assets that keep a page from being shown"),
  render_blocking_fcp_ratio: amount("Render-blocking asset: part of the time to First Contentful Paint", 0.33, 0.05, 0.95, "ratio"),
  uncompressed_assets_detection_enabled: toggle("Look for assets that are sent without compression"),
  uncompressed_asset_duration_threshold: amount("Uncompressed asset: time that it takes to load", 500, 1, 60_000, "ms"),
  uncompressed_asset_size_threshold: amount("Uncompressed asset: its size", 512_000, 1000, 100_000_000, "bytes"),
  file_io_on_main_thread_detection_enabled: toggle("Look for file access on the main thread of mobile applications"),
  file_io_on_main_thread_duration_threshold: amount("File I/O on main thread: time that it blocks", 16, 1, 1000, "ms"),
  db_on_main_thread_detection_enabled: toggle("Look for queries on the main thread of mobile applications"),
  db_on_main_thread_duration_threshold: amount("DB on main thread: time that it blocks", 16, 1, 1000, "ms"),
  db_query_injection_detection_enabled: toggle("Look for values of requests that stand in queries as they came", false),
} as const satisfies Readonly<Record<string, Toggle | Amount>>;

interface Toggle {
  readonly kind: "toggle";
  readonly label: string;
  readonly fallback: boolean;
}

interface Amount {
  readonly kind: "amount";
  readonly label: string;
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
  readonly unit: "ms" | "bytes" | "count" | "ratio";
}

export type PerformanceSettingName = keyof typeof performanceSettings;

type ValueOf<N extends PerformanceSettingName> = (typeof performanceSettings)[N] extends Toggle ? boolean : number;

/** All of them, with the defaults filled in. */
export type PerformanceSettings = { readonly [N in PerformanceSettingName]: ValueOf<N> };
/** Absent means the default. */
export type PerformanceOptions = Partial<PerformanceSettings>;

export const defaultPerformance: PerformanceSettings = withDefaults({});

export function withDefaults(options: PerformanceOptions): PerformanceSettings {
  const fallbacks = Object.fromEntries(Object.entries(performanceSettings).map(([name, { fallback }]) => [name, fallback]));
  const whole: Readonly<Record<string, boolean | number>> = { ...fallbacks, ...options };
  if (!isComplete(whole)) throw new TypeError("a setting of performance issues has the wrong type");
  return whole;
}

/** What `JSON.stringify` wrote; a member of another type counts as absent. */
export function readPerformanceOptions(stored: Readonly<Record<string, unknown>>): PerformanceOptions {
  const known = Object.entries(performanceSettings).filter(([name, { fallback }]) => typeof stored[name] === typeof fallback);
  const found: Readonly<Record<string, unknown>> = Object.fromEntries(known.map(([name]) => [name, stored[name]]));
  return isPartial(found) ? found : {};
}

function isComplete(values: Readonly<Record<string, unknown>>): values is PerformanceSettings {
  return Object.entries(performanceSettings).every(([name, { fallback }]) => typeof values[name] === typeof fallback);
}

function isPartial(values: Readonly<Record<string, unknown>>): values is PerformanceOptions {
  return Object.entries(performanceSettings).every(([name, { fallback }]) => values[name] === undefined || typeof values[name] === typeof fallback);
}

function toggle(label: string, fallback = true): Toggle {
  return { kind: "toggle", label, fallback };
}

function amount(label: string, fallback: number, min: number, max: number, unit: Amount["unit"]): Amount {
  return { kind: "amount", label, fallback, min, max, unit };
}
