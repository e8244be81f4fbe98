import type { Frame } from "../../normalize/event.ts";
import { Recent } from "../recent.ts";
import type { StackRules } from "../stack-rules/stack-rules.ts";
import type { ConfigTraits } from "./config-traits.ts";
import { isSourceMapped, studyFrame, type KnownFrame } from "./known-frame.ts";

/** Frames repeat from event to event; what is known of them is worth more than the memory of so many. */
const maxFrames = 2048;
/** Frames met last: by a part of their number so many at a time, so that two that come by turns are both remembered. */
const places = 2048;
const ways = 4;

/** Of a longer source line only that it is long and how it begins goes into anything. */
const maxLine = 240;

/** Not the frame itself, which may hold variables of any size. */
interface Kept {
  readonly function: string | undefined;
  readonly module: string | undefined;
  readonly filename: string | undefined;
  readonly abs_path: string | undefined;
  readonly package: string | undefined;
  readonly raw_function: string | undefined;
  readonly context_line: string | undefined;
  readonly platform: string;
  readonly sourceMapped: boolean;
  readonly known: KnownFrame;
}

/**
 * The frames that were seen last, for one set of rules. They are found by a number made of their characters, and
 * compared as a whole: joining a frame's texts to one key costs more than all that is asked of a known frame. A frame is kept
 * when it is met for the second time: what comes once, such as names that a build makes up, would only be carried from
 * generation to generation of the garbage collector, which took half of the time of events that are all new.
 */
export class FrameMemory {
  readonly #rules: StackRules;
  readonly #traits: ConfigTraits;
  readonly #kept = new Recent<number, Kept>(maxFrames);
  readonly #met = new Int32Array(places * ways);
  #nextId = 1;

  constructor(rules: StackRules, traits: ConfigTraits) {
    this.#rules = rules;
    this.#traits = traits;
  }

  /** `platform` of the frame, or else of its event. */
  recall(frame: Frame, platform: string): KnownFrame {
    const sample = sampleOf(frame);
    const kept = this.#kept.get(sample);
    if (kept !== undefined && isSame(kept, frame, platform)) return kept.known;
    if (!this.#wasMet(sample)) return studyFrame(0, frame, platform, this.#rules, this.#traits);
    const known = studyFrame(this.#nextId++, frame, platform, this.#rules, this.#traits);
    this.#kept.set(sample, keep(frame, platform, known));
    return known;
  }

  #wasMet(sample: number): boolean {
    const met = this.#met;
    const from = (sample & (places - 1)) * ways;
    for (let at = from; at < from + ways; at++) if (met[at] === sample) return true;
    met.copyWithin(from + 1, from, from + ways - 1);
    met[from] = sample;
    return false;
  }
}

function keep(frame: Frame, platform: string, known: KnownFrame): Kept {
  const { function: name, module, filename, abs_path, package: image, raw_function } = frame;
  const texts = { function: name, module, filename, abs_path, package: image, raw_function, context_line: shownLine(frame) };
  return { ...texts, platform, sourceMapped: isSourceMapped(frame), known };
}

function isSame(kept: Kept, frame: Frame, platform: string): boolean {
  return (
    kept.function === frame.function &&
    kept.module === frame.module &&
    kept.filename === frame.filename &&
    kept.abs_path === frame.abs_path &&
    kept.package === frame.package &&
    kept.raw_function === frame.raw_function &&
    kept.platform === platform &&
    (kept.context_line === frame.context_line || (kept.context_line !== undefined && kept.context_line === shownLine(frame))) &&
    kept.sourceMapped === isSourceMapped(frame)
  );
}

function shownLine({ context_line: line }: Frame): string | undefined {
  return line === undefined || line.length <= maxLine ? line : line.slice(0, maxLine + 1);
}

/** Of two different frames with the same number one is remembered at a time. 30 bits are no object. */
function sampleOf({ function: name, module, filename, abs_path: path, context_line: line }: Frame): number {
  const hash = mixed(mixed(mixed(mixed(mixed(17, name), module), filename), path === filename ? undefined : path), line);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}

function mixed(hash: number, text: string | undefined): number {
  if (text === undefined) return Math.imul(hash, 31) + 1;
  const { length } = text;
  let mix = Math.imul(hash ^ length, 0x9e3779b1);
  // The end tells most: paths and qualified names begin alike.
  for (let i = length > 64 ? length - 64 : 0; i < length; i++) mix = Math.imul(mix ^ text.charCodeAt(i), 0x01000193);
  return mix;
}
