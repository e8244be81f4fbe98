import type { PerformanceSettings } from "../../project-settings/performance-options.ts";
import type { Detector, Problem } from "./detector.ts";
import { consecutiveDbQueries } from "./detectors/consecutive-db-queries.ts";
import { consecutiveHttp } from "./detectors/consecutive-http.ts";
import { httpOverhead } from "./detectors/http-overhead.ts";
import { largeHttpPayload } from "./detectors/large-http-payload.ts";
import { mNPlusOneDbQueries } from "./detectors/m-n-plus-one-db-queries.ts";
import { dbMainThread, fileIoMainThread } from "./detectors/main-thread.ts";
import { nPlusOneApiCalls } from "./detectors/n-plus-one-api-calls.ts";
import { nPlusOneDbQueries } from "./detectors/n-plus-one-db-queries.ts";
import { queryInjection } from "./detectors/query-injection.ts";
import { renderBlockingAsset } from "./detectors/render-blocking-asset.ts";
import { slowDbQuery } from "./detectors/slow-db-query.ts";
import { uncompressedAsset } from "./detectors/uncompressed-asset.ts";
import { isPerformanceIssueType, type PerformanceIssueType } from "../../project-settings/performance-issue-types.ts";
import type { TransactionView } from "./span-view.ts";

/** Who looks for each type of problem, the most telling first. One line each; a missing one does not compile. */
const detectors = {
  performance_n_plus_one_db_queries: nPlusOneDbQueries,
  performance_m_n_plus_one_db_queries: mNPlusOneDbQueries,
  performance_slow_db_query: slowDbQuery,
  performance_consecutive_db_queries: consecutiveDbQueries,
  performance_n_plus_one_api_calls: nPlusOneApiCalls,
  performance_consecutive_http: consecutiveHttp,
  performance_large_http_payload: largeHttpPayload,
  performance_http_overhead: httpOverhead,
  performance_render_blocking_asset_span: renderBlockingAsset,
  performance_uncompressed_assets: uncompressedAsset,
  performance_file_io_main_thread: fileIoMainThread,
  performance_db_main_thread: dbMainThread,
  query_injection_vulnerability: queryInjection,
} satisfies Readonly<Record<PerformanceIssueType, Detector>>;

const types = Object.keys(detectors).filter(isPerformanceIssueType);

export interface FoundProblem extends Problem {
  readonly type: PerformanceIssueType;
}

/** A transaction with more has one problem that shows in many ways. */
const maxProblems = 10;

export function isAnyDetectorOn(settings: PerformanceSettings): boolean {
  return Object.values(detectors).some(({ enabledBy }) => settings[enabledBy]);
}

/** What is wrong with a transaction, each fingerprint once. Pure: the same transaction and settings give the same problems in the same order. */
export function detectProblems(transaction: TransactionView, settings: PerformanceSettings): readonly FoundProblem[] {
  const found: FoundProblem[] = [];
  for (const type of types) {
    const { enabledBy, detect } = detectors[type];
    if (!settings[enabledBy]) continue;
    for (const problem of detect(transaction, settings, type)) {
      if (found.length < maxProblems && !found.some(({ fingerprint }) => fingerprint === problem.fingerprint)) found.push({ ...problem, type });
    }
  }
  return found;
}
