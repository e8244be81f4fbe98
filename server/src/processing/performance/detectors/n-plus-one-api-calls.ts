import { milliseconds, none, parentOf, type Detector, type Problem } from "../detector.ts";
import { problemFingerprint, sha1 } from "../fingerprint.ts";
import { isFrameworkData, isStaticFile } from "../requests.ts";
import { durationOf, requestOf, spanText, type RequestSpan, type SpanView } from "../span-view.ts";
import { joinUrl, parameterizeUrl } from "../url.ts";

const minCalls = 10;
const maxApart = 5;

/** One call of an endpoint for each element of a list, all at once. */
export const nPlusOneApiCalls: Detector = {
  enabledBy: "n_plus_one_api_calls_detection_enabled",
  detect: (transaction, { n_plus_one_api_calls_total_duration_threshold: threshold }, type) => {
    if (transaction.http.length < minCalls || !isOfUser(transaction.op)) return none;
    const problems: Problem[] = [];
    for (const [endpoint, calls] of Map.groupBy(transaction.http.flatMap(apiCall), endpointOf)) {
      for (const together of bursts(calls)) {
        const [first] = together;
        if (first === undefined) continue;
        const offenders = together.map(({ span }) => span);
        const total = offenders.reduce((sum, span) => sum + durationOf(span), 0);
        if (total < threshold) continue;
        const parent = parentOf(first.span, transaction);
        const parameters = [...new Set(together.flatMap(({ url }) => (url.query === "" ? [] : [url.query])))];
        problems.push({
          fingerprint: problemFingerprint(type, sha1(parameterizeUrl(first.url).path)),
          description: endpoint,
          op: first.span.op,
          parents: parent === undefined ? [] : [parent],
          causes: [],
          offenders,
          display: [
            ["Repeating Spans", spanText(first.span)],
            ["Repetitions", String(offenders.length)],
            ["Total Duration", milliseconds(total)],
            ...(parameters.length > 0 ? ([["Parameters", parameters.slice(0, 10).join("\n")]] as const) : []),
          ],
          data: {
            repeatingSpans: endpoint,
            repeatingSpansCompact: endpoint,
            numRepeatingSpans: String(offenders.length),
            parameters: parameters.slice(0, 50),
            durationMs: total,
          },
        });
      }
    }
    return problems;
  },
};

function isOfUser(op: string): boolean {
  return op === "pageload" || op === "navigation" || op === "ui.load" || op === "ui.action" || op.startsWith("ui.action.");
}

function apiCall(span: SpanView): readonly RequestSpan[] {
  const call = requestOf(span);
  if (call?.method !== "GET" || isFrameworkData(call.url) || isStaticFile(call.url) || call.url.path.toLowerCase().includes("graphql")) return [];
  return [call];
}

function endpointOf({ url }: RequestSpan): string {
  return joinUrl(parameterizeUrl(url));
}

/** Calls that start within 5 ms of each other. */
function bursts(calls: readonly RequestSpan[]): readonly (readonly RequestSpan[])[] {
  const found: RequestSpan[][] = [];
  let open: RequestSpan[] = [];
  for (const call of calls) {
    const last = open.at(-1);
    if (last !== undefined && call.span.start - last.span.start > maxApart) open = [];
    open.push(call);
    if (open.length === minCalls) found.push(open);
  }
  return found;
}
