import { milliseconds, none, type Detector } from "../detector.ts";
import { problemFingerprint, sha1 } from "../fingerprint.ts";
import { assetUrlOf, durationOf, encodedSize, textOf, type SpanView } from "../span-view.ts";
import { assetName } from "../url.ts";

const minSize = 500_000;
const [minPaint, maxPaint] = [2000, 10_000];

/** A large script or style sheet that takes a good part of the time until something is shown. */
export const renderBlockingAsset: Detector = {
  enabledBy: "large_render_blocking_asset_detection_enabled",
  detect: ({ resources, fcp, root }, { render_blocking_fcp_ratio: ratio }, type) => {
    if (resources.length === 0 || fcp === null || fcp < minPaint || fcp > maxPaint) return none;
    const blocking = resources.filter(
      (span) => isBlocking(span) && (encodedSize(span) ?? 0) > minSize && durationOf(span) >= fcp * ratio && span.end - root.start <= fcp,
    );
    return blocking.map((span) => {
      const url = assetUrlOf(span);
      return {
        fingerprint: problemFingerprint(type, sha1(assetName(url))),
        description: span.description,
        op: span.op,
        parents: [root],
        causes: [],
        offenders: [span],
        display: [
          ["Slow Resource Span", span.description],
          ["FCP Delay", `${milliseconds(durationOf(span))} (${Math.round((durationOf(span) / fcp) * 100)}% of ${milliseconds(fcp)})`],
        ],
        data: { fcp, durationMs: durationOf(span), assetSize: encodedSize(span) ?? 0 },
      };
    });
  },
};

function isBlocking(span: SpanView): boolean {
  if (span.op !== "resource.script" && span.op !== "resource.link" && span.op !== "resource.css") return false;
  const status = textOf(span, ["resource.render_blocking_status"]);
  return status === undefined || status === "blocking";
}
