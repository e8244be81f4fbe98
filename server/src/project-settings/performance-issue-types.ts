/**
 * The kinds of performance problem by the word that searches and the API use for them, with Sentry's number and title
 * (`grouping.md` §11). `family` is the category that newer clients search by.
 */
export const performanceIssueTypes = {
  performance_slow_db_query: { id: 1001, title: "Slow DB Query", family: "db_query" },
  performance_render_blocking_asset_span: { id: 1004, title: "Large Render Blocking Asset", family: "frontend" },
  performance_n_plus_one_db_queries: { id: 1006, title: "N+1 Query", family: "db_query" },
  performance_consecutive_db_queries: { id: 1007, title: "Consecutive DB Queries", family: "db_query" },
  performance_file_io_main_thread: { id: 1008, title: "File IO on Main Thread", family: "mobile" },
  performance_consecutive_http: { id: 1009, title: "Consecutive HTTP", family: "http_client" },
  performance_n_plus_one_api_calls: { id: 1010, title: "N+1 API Call", family: "http_client" },
  performance_m_n_plus_one_db_queries: { id: 1011, title: "MN+1 Query", family: "db_query" },
  performance_uncompressed_assets: { id: 1012, title: "Uncompressed Asset", family: "frontend" },
  performance_db_main_thread: { id: 1013, title: "DB on Main Thread", family: "mobile" },
  performance_large_http_payload: { id: 1015, title: "Large HTTP payload", family: "http_client" },
  query_injection_vulnerability: { id: 1021, title: "Potential Query Injection Vulnerability", family: "db_query" },
  performance_http_overhead: { id: 1016, title: "HTTP/1.1 Overhead", family: "http_client" },
} as const satisfies Readonly<Record<string, { readonly id: number; readonly title: string; readonly family: string }>>;

export type PerformanceIssueType = keyof typeof performanceIssueTypes;

export function isPerformanceIssueType(word: string): word is PerformanceIssueType {
  return Object.hasOwn(performanceIssueTypes, word);
}

export const performanceIssueTypeNames: readonly PerformanceIssueType[] = Object.keys(performanceIssueTypes).filter(isPerformanceIssueType);

/** By Sentry's number. */
export function performanceIssueTypeOf(id: number): PerformanceIssueType | undefined {
  return performanceIssueTypeNames.find((name) => performanceIssueTypes[name].id === id);
}
