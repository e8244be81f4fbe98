import { hash } from "node:crypto";
import type { RequestSpan, SpanView } from "./span-view.ts";
import { performanceIssueTypes, type PerformanceIssueType } from "../../project-settings/performance-issue-types.ts";
import { spanHash } from "./span-hash.ts";
import { joinUrl, parameterizeUrl } from "./url.ts";

/** `1-<type id>-<what tells problems of the type apart>` (`grouping.md` §11). */
export function problemFingerprint(type: PerformanceIssueType, rest: string): string {
  return `1-${performanceIssueTypes[type].id}-${rest}`;
}

export function sha1(text: string): string {
  return hash("sha1", text.toWellFormed(), "hex");
}

/** Over each span hash once, in order. */
export function sha1OfSpans(spans: readonly SpanView[]): string {
  return sha1([...new Set(spans.map(spanHash))].join("-"));
}

/** The same of requests, whose URLs count without what varies in them: `/orders/7` and `/orders/8` are one endpoint. */
export function sha1OfRequests(requests: readonly RequestSpan[]): string {
  const hashes = requests.map(({ span, method, url }) => {
    const { scheme, host, path } = parameterizeUrl(url);
    return spanHash({ ...span, description: `${method} ${joinUrl({ scheme, host, path, query: "" })}` });
  });
  return sha1([...new Set(hashes)].join("-"));
}
