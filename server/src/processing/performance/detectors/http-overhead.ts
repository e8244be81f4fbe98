import { milliseconds, none, type Detector, type Problem } from "../detector.ts";
import { problemFingerprint } from "../fingerprint.ts";
import { numberOf, requestOf, spanText, textOf, type SpanView } from "../span-view.ts";

/** As many connections as browsers open to a host. */
const minRequests = 6;
const offending = 100;
/** Of the queue time, which grows from request to request. */
const jitter = 10;

interface Queued {
  readonly span: SpanView;
  readonly host: string;
  readonly delay: number;
}

/** Requests of a page to one host that wait for a connection, since HTTP/1.1 has few of them. */
export const httpOverhead: Detector = {
  enabledBy: "http_overhead_detection_enabled",
  detect: (transaction, { http_request_delay_threshold: threshold }, type) => {
    if (transaction.http.length < minRequests || transaction.platform !== "javascript") return none;
    const problems: Problem[] = [];
    for (const [host, requests] of Map.groupBy(transaction.http.flatMap(queued), (request) => request.host)) {
      for (const queue of queues(requests)) {
        const longest = Math.max(...queue.map(({ delay }) => delay));
        const offenders = queue.filter(({ delay }) => delay > offending).map(({ span }) => span);
        const [first] = offenders;
        if (first === undefined || longest < threshold) continue;
        problems.push({
          fingerprint: problemFingerprint(type, host),
          description: host,
          op: first.op,
          parents: [],
          causes: [],
          offenders,
          display: [
            ["Max Queue Time", milliseconds(longest)],
            ["Host", host],
            ["Offending Spans", offenders.slice(0, 10).map(spanText).join("\n")],
          ],
          data: { maxQueueTimeMs: longest, location: host },
        });
      }
    }
    return problems;
  },
};

function queued(span: SpanView): readonly Queued[] {
  const version = textOf(span, ["network.protocol.version"]);
  const sent = numberOf(span, ["http.request.request_start"]);
  const request = requestOf(span);
  if (version === undefined || !version.startsWith("1.") || sent === undefined || request === undefined) return [];
  const host = request.url.host || (textOf(span, ["server.address"]) ?? "same origin");
  return [{ span, host, delay: Math.max(sent * 1000 - span.start, 0) }];
}

/** Overlapping requests, each of which waits at least as long as the one before it. */
function queues(requests: readonly Queued[]): readonly (readonly Queued[])[] {
  const found: Queued[][] = [];
  let open: Queued[] = [];
  for (const request of requests) {
    const last = open.at(-1);
    if (last !== undefined && (request.span.start >= last.span.end || request.delay < last.delay - jitter)) open = [];
    open.push(request);
    if (open.length === minRequests) found.push(open);
  }
  return found;
}
