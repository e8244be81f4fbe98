import { none, parentOf, type Detector } from "../detector.ts";
import { problemFingerprint, sha1OfRequests } from "../fingerprint.ts";
import { isFrameworkData, isStaticFile } from "../requests.ts";
import { durationOf, encodedSize, requestOf, spanText, type RequestSpan } from "../span-view.ts";

const minDuration = 100;

/** A response of an endpoint that is large even as it is sent. */
export const largeHttpPayload: Detector = {
  enabledBy: "large_http_payload_detection_enabled",
  detect: (transaction, { large_http_payload_size_threshold: threshold }, type) => {
    const large = transaction.http.filter((span) => durationOf(span) > minDuration && (encodedSize(span) ?? 0) > threshold);
    if (large.length === 0) return none;
    const requests = large.map(requestOf).filter((request): request is RequestSpan => request !== undefined);
    const endpoints = Map.groupBy(
      requests.filter(({ url }) => !isFrameworkData(url) && !isStaticFile(url)),
      (request) => sha1OfRequests([request]),
    );
    return [...endpoints].flatMap(([hash, group]) => {
      const [first] = group;
      if (first === undefined) return none;
      const parent = parentOf(first.span, transaction);
      const size = Math.max(...group.map(({ span }) => encodedSize(span) ?? 0));
      return [
        {
          fingerprint: problemFingerprint(type, hash),
          description: first.span.description,
          op: first.span.op,
          parents: parent === undefined ? [] : [parent],
          causes: [],
          offenders: group.map(({ span }) => span),
          display: [
            ["Large HTTP Payload Span", spanText(first.span)],
            ["Payload Size", `${size} bytes`],
          ],
          data: { payloadSize: size },
        },
      ];
    });
  },
};
