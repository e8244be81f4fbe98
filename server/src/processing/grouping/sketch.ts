import type { Grouping, GroupingComponent } from "./grouping.ts";
import { Recent } from "./recent.ts";

/**
 * A MinHash sketch of what an event is grouped by: two events whose sketches agree in nine of ten places share about nine of
 * ten features. Features are the exception types, the frames, and neighbouring frames; without frames the words of the text.
 */
export interface Sketch {
  /** 24 numbers of 16 bits in hex. */
  readonly values: string;
  /** Sketches with a band in common are worth comparing: at 80 % likeness that is true of 96 in 100, at 50 % of 32. */
  readonly bands: readonly number[];
}

const bandCount = 6;
const bandWidth = 4;
const size = bandCount * bandWidth;

export function sketchOf({ variants }: Pick<Grouping, "variants">): Sketch | null {
  const variant = variants.find(({ contributes }) => contributes);
  const features = variant?.component === null || variant === undefined ? new Set<string>() : featuresOf(variant.component);
  if (features.size === 0) return null;
  const least = new Uint32Array(size).fill(0xffffffff);
  for (const feature of features) {
    const hash = hashText(feature);
    for (let i = 0; i < size; i++) {
      const value = permuted(hash, i);
      if (value < (least[i] ?? 0)) least[i] = value;
    }
  }
  let values = "";
  for (const value of least) values += (finished(value) & 0xffff).toString(16).padStart(4, "0");
  const bands = Array.from({ length: bandCount }, (_, band) => band * 2 ** 32 + hashText(values.slice(band * bandWidth * 4, (band + 1) * bandWidth * 4)));
  return { values, bands };
}

/** Of two sketches' `values`: the share of features that both have, about. */
export function likeness(one: string, other: string): number {
  let same = 0;
  for (let i = 0; i < size; i++) if (one.slice(i * 4, i * 4 + 4) === other.slice(i * 4, i * 4 + 4)) same++;
  return same / size;
}

/** Features beyond these say no more. */
const mostFeatures = 600;

function featuresOf(component: GroupingComponent): ReadonlySet<string> {
  const features = new Set<string>();
  const frames: string[] = [];
  collect(component, features, frames);
  for (const [i, frame] of frames.slice(-mostFeatures / 2).entries()) {
    features.add(`frame ${frame}`);
    features.add(`pair ${frames[i - 1] ?? ""} ${frame}`);
  }
  return features;
}

function collect(component: GroupingComponent, features: Set<string>, frames: string[]): void {
  if (!component.contributes) return;
  if (component.id === "frame") {
    frames.push(frameText(component));
    return;
  }
  for (const value of component.values) {
    if (typeof value !== "string") collect(value, features, frames);
    else if (component.id === "type") features.add(`type ${value}`);
    else addWords(value, features);
  }
}

/** Source lines change more often than what is called. */
function frameText({ values }: GroupingComponent): string {
  const texts = values.map((part) => (typeof part === "string" || !part.contributes || part.id === "context_line" ? "" : part.values[0]));
  return texts.filter((text) => typeof text === "string").join(" ");
}

function addWords(text: string, features: Set<string>): void {
  let before = "";
  for (const word of text.toLowerCase().split(/\s+/, 64)) {
    if (word === "") continue;
    features.add(`word ${word}`);
    features.add(`words ${before} ${word}`);
    before = word;
  }
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return finished(hash);
}

function permuted(hash: number, index: number): number {
  return finished(Math.imul(hash, 2 * index + 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
}

function finished(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Of the hashes that were asked for last. */
const known = new Recent<string, Sketch | "none">(4096);

/** The same for all events of a primary hash, near enough: what counts in them has the same text. */
export function sketchOfHash(grouping: Grouping): Sketch | null {
  const [hash = ""] = grouping.hashes;
  const remembered = known.get(hash) ?? sketchOf(grouping) ?? "none";
  known.set(hash, remembered);
  return remembered === "none" ? null : remembered;
}
