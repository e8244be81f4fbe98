import { none, type Detector } from "../detector.ts";
import { problemFingerprint, sha1 } from "../fingerprint.ts";
import { assetUrlOf, decodedSize, durationOf, encodedSize, type SpanView } from "../span-view.ts";
import { assetName } from "../url.ts";

/** A large script or style sheet that was sent as it is, to a browser that takes others compressed. */
export const uncompressedAsset: Detector = {
  enabledBy: "uncompressed_assets_detection_enabled",
  detect: ({ resources, root }, { uncompressed_asset_duration_threshold: duration, uncompressed_asset_size_threshold: size }, type) => {
    const plain = resources.filter((span) => isText(span) && durationOf(span) >= duration && isUncompressed(span, size));
    if (plain.length === 0 || !resources.some(isCompressed)) return none;
    return plain.map((span) => ({
      fingerprint: problemFingerprint(type, sha1(assetName(assetUrlOf(span)))),
      description: span.description,
      op: span.op,
      parents: [root],
      causes: [],
      offenders: [span],
      display: [
        ["Slow Resource Span", span.description],
        ["Asset Size", `${encodedSize(span) ?? 0} bytes`],
      ],
      data: { assetSize: encodedSize(span) ?? 0, durationMs: durationOf(span) },
    }));
  },
};

function isText({ op }: SpanView): boolean {
  return op === "resource.script" || op === "resource.css" || op === "resource.link";
}

function isUncompressed(span: SpanView, size: number): boolean {
  const encoded = encodedSize(span);
  return encoded !== undefined && encoded > size && encoded === decodedSize(span);
}

function isCompressed(span: SpanView): boolean {
  const encoded = encodedSize(span);
  const decoded = decodedSize(span);
  return encoded !== undefined && decoded !== undefined && encoded > 0 && encoded < decoded;
}
