import type { Frame, NormalizedEvent } from "../normalize/event.ts";
import { lastException } from "./crash-frame.ts";

const native = new Set(["objc", "cocoa", "native"]);
const javascript = new Set(["javascript", "node"]);

/** Where an event happened, in one line of at most 200 characters (`protocol.md` §17.5). */
export function culprit(event: NormalizedEvent): string {
  return (event.culprit ?? event.transaction ?? generated(event)).slice(0, 200).toWellFormed();
}

function generated(event: NormalizedEvent): string {
  if (lastException(event)?.mechanism?.synthetic === true) return "";
  const last = event.exception?.values.findLast((exception) => exception?.stacktrace !== undefined)?.stacktrace ?? event.stacktrace;
  const frames = last?.frames ?? [];
  return fromFrames(frames, event.platform, true) || fromFrames(frames, event.platform, false) || (event.request?.url ?? "");
}

function fromFrames(frames: readonly (Frame | null)[], platform: string, inApp: boolean): string {
  for (let i = frames.length - 1; i >= 0; i--) {
    const frame = frames[i];
    if (frame === null || frame === undefined || (inApp && frame.in_app !== true)) continue;
    const text = frameText(frame, frame.platform ?? platform);
    if (text !== "") return text;
  }
  return "";
}

function frameText(frame: Frame, platform: string): string {
  const name = frame.function ?? "?";
  if (native.has(platform)) return name;
  const file = frame.module ?? frame.filename;
  if (file === undefined) return "";
  return javascript.has(platform) ? `${name}(${file})` : `${file} in ${name}`;
}
