import { milliseconds, none, type Detector, type Problem } from "../detector.ts";
import { problemFingerprint, sha1OfRequests } from "../fingerprint.ts";
import { isFrameworkData } from "../requests.ts";
import { durationOf, requestOf, spanText, type RequestSpan, type TransactionView } from "../span-view.ts";

const minRequests = 3;
const minDuration = 500;
const maxGap = 500;
const methods = new Set(["GET", "POST", "DELETE", "PUT", "PATCH"]);

/** Requests one after the other that could run at once. Browsers are left out: what happens between their requests is not in the spans. */
export const consecutiveHttp: Detector = {
  enabledBy: "consecutive_http_spans_detection_enabled",
  detect: (transaction, { consecutive_http_spans_min_time_saved_threshold: threshold }, type) => {
    if (transaction.http.length < minRequests || transaction.op === "pageload" || transaction.op === "navigation") return none;
    if (transaction.http.filter((span) => durationOf(span) > minDuration).length < minRequests) return none;
    const problems: Problem[] = [];
    for (const sequence of sequences(transaction)) {
      const durations = sequence.map(({ span }) => durationOf(span));
      const saved = durations.reduce((sum, duration) => sum + duration, 0) - Math.max(...durations);
      const [first] = sequence;
      if (first === undefined || saved < threshold) continue;
      const offenders = sequence.map(({ span }) => span);
      problems.push({
        fingerprint: problemFingerprint(type, sha1OfRequests(sequence)),
        description: first.span.description,
        op: first.span.op,
        parents: [],
        causes: [],
        offenders,
        display: [
          ["Offending Spans", offenders.map(spanText).join("\n")],
          ["Time Saved", milliseconds(saved)],
        ],
        data: { timeSaved: saved },
      });
    }
    return problems;
  },
};

function sequences({ http }: TransactionView): readonly (readonly RequestSpan[])[] {
  const found: RequestSpan[][] = [];
  let open: RequestSpan[] = [];
  const close = (): void => {
    if (open.length >= minRequests) found.push(open);
    open = [];
  };
  for (const span of http) {
    const request = requestOf(span);
    if (request === undefined || !methods.has(request.method) || isFrameworkData(request.url)) continue;
    const last = open.at(-1)?.span;
    if (last !== undefined && (span.start < last.end || span.start - last.end > maxGap)) close();
    if (durationOf(span) > minDuration) open.push(request);
    else close();
  }
  close();
  return found;
}
