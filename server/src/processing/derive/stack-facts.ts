import { hash } from "node:crypto";
import type { Frame, NormalizedEvent, Stacktrace } from "../normalize/event.ts";

/** What `stack.…` is searched in. Events of the same place have the same, so it is stored once for all of them. */
export interface StackFacts {
  /** 32 lowercase hex, of the text. */
  readonly digest: string;
  /** JSON: `m`, whether the exceptions are of the main thread; `f`, a list for each frame, whose places `stackPlaces` tells. */
  readonly text: string;
}

const maxFrames = 250;
const maxText = 16_384;

type FrameFacts = readonly (string | number | boolean | null | undefined)[];

/** Frames of all exceptions, the shown one first, from the crash outwards; of events without, of their own stack or their crashed thread. */
export function stackFacts(event: NormalizedEvent): StackFacts | null {
  let frames: FrameFacts[] = [];
  for (const { frames: all = [] } of stacksOf(event)) {
    for (let i = all.length - 1; i >= 0 && frames.length < maxFrames; i--) {
      const frame = all[i];
      if (frame !== null && frame !== undefined) frames.push(frameFacts(frame));
    }
  }
  const main = isMainThread(event);
  if (frames.length === 0 && main === null) return null;
  // All at once: frame by frame takes three times as long.
  let text = JSON.stringify({ m: main, f: frames });
  while (text.length > maxText) {
    frames = frames.slice(0, frames.length >> 1);
    text = JSON.stringify({ m: main, f: frames });
  }
  return { digest: hash("md5", text, "hex"), text };
}

/** In the order of `stackPlaces`. A path that is the file name is not written twice. */
function frameFacts({ filename, function: name, module, abs_path: path, package: library, lineno, colno, in_app: inApp }: Frame): FrameFacts {
  return [filename, name, module, path === filename ? null : path, library, lineno, colno, inApp];
}

function stacksOf(event: NormalizedEvent): readonly Stacktrace[] {
  const stacks = event.exception?.values.flatMap((exception) => exception?.stacktrace ?? []).toReversed() ?? [];
  if (stacks.length > 0) return stacks;
  if (event.stacktrace !== undefined) return [event.stacktrace];
  const threads = event.threads?.values.filter((thread) => thread !== null) ?? [];
  const chosen = threads.find(({ crashed }) => crashed === true) ?? threads.find(({ current }) => current === true) ?? threads[0];
  return chosen?.stacktrace === undefined ? [] : [chosen.stacktrace];
}

/** Null: SDKs that do not send threads do not say. */
function isMainThread({ exception, threads }: NormalizedEvent): boolean | null {
  const ids = exception?.values.flatMap((each) => each?.thread_id ?? []) ?? [];
  if (ids.length === 0 || threads === undefined) return null;
  const main = threads.values.find((thread) => thread?.main === true);
  return main?.id === undefined ? null : ids.some((id) => String(id) === String(main.id));
}
