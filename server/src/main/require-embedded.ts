import { InvalidSettings, type Settings } from "../config/settings.ts";

/** The scale-out adapters come later; until then a URL that names one is refused rather than ignored. */
export function requireEmbedded({ stateUrl, telemetryUrl, blobsUrl }: Pick<Settings, "stateUrl" | "telemetryUrl" | "blobsUrl">): void {
  const named = Object.entries({ VEDETTE_STATE_URL: stateUrl, VEDETTE_TELEMETRY_URL: telemetryUrl, VEDETTE_BLOBS_URL: blobsUrl }).filter(
    ([, url]) => url !== null,
  );
  if (named.length > 0)
    throw new InvalidSettings(
      `${named.map(([name]) => name).join(", ")}: this version has the embedded stores only. Unset it; everything is kept in VEDETTE_DATA.`,
    );
}
