import { useLiveState } from "../../api/live.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { durationText } from "../../ui/time-text.ts";

/** How far the pages are behind what was accepted, as the server measures it. */
export function LiveMark() {
  const state = useLiveState();
  const tone = state.kind === "live" ? (state.lagMs > 10_000 ? "late" : "good") : state.kind;
  return (
    <p className={`live-mark live-${tone}`}>
      <span className="live-dot" aria-hidden="true" />
      {state.kind === "live" ? (
        <span className="num" title="From accepting an event to showing it">
          Live, {durationText(state.lagMs)} behind
        </span>
      ) : (
        <span>{state.kind === "connecting" ? "Connecting" : "Not live"}</span>
      )}
    </p>
  );
}

export function OfflineBanner() {
  const state = useLiveState();
  if (state.kind !== "offline") return null;
  return (
    <output className="frame-offline">
      The live connection broke <RelativeTime at={new Date(state.since).toISOString()} />. What you see may be old; it is tried again every few seconds.
    </output>
  );
}
