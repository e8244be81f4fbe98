import type { SegmentState } from "../stores/blobs/inspection.ts";
import type { Reference } from "../stores/telemetry/inspection.ts";
import { atMost, type Finding } from "./finding.ts";
import { confirmed, isSound, type Looked } from "./folder.ts";

const dayMs = 86_400_000;
const restore = "Put the file of the newest backup in its place, if there is one; the rows are kept, what belongs to them cannot be shown.";

/** Segments against their checksums, then what rows name against what is there. */
export function checkBodies(folder: Looked, thorough: boolean): readonly Finding[] {
  const segments = new Segments(folder);
  const found = folder.blobs.days().flatMap((day) => segmentsOf(folder, day, thorough));
  for (const [day, partition] of folder.partitions) {
    if (!isSound(partition)) continue;
    const missing = confirmed(folder, () => missingOn(folder, day, segments));
    const byPlace = Map.groupBy(missing, ([, place]) => place);
    found.push(
      ...atMost(
        [...byPlace].map(([place, { length }]) => problem(`${length} bodies or files that rows of ${nameOf(day)} name are missing: ${place}`, restore)),
      ),
    );
  }
  return found;
}

function segmentsOf({ blobs, isServed }: Looked, day: number, thorough: boolean): readonly Finding[] {
  const numbers = blobs.segments(day);
  return numbers.flatMap((number) => {
    const segment = blobs.segment(day, number, thorough);
    if (segment === undefined) return [];
    const cut = endOf(segment, number === numbers.at(-1), isServed);
    return [atMost(segment.faults.map((fault) => problem(fault, restore))), cut].flat();
  });
}

/** Of a day's last segment, a crash leaves a part, and a server is always in the middle of it. */
function endOf({ file, unreadBytes }: SegmentState, isLast: boolean, isServed: boolean): readonly Finding[] {
  if (unreadBytes === 0 || (isLast && isServed)) return [];
  if (!isLast) return [problem(`${file}: its last ${unreadBytes} bytes cannot be read`, restore)];
  const what = `${file}: its last ${unreadBytes} bytes are of a write that was interrupted`;
  return [
    {
      part: "bodies",
      gravity: "note",
      what,
      advice: "Nothing to do, unless bodies are missing below: no row names them, and the next write takes their place.",
    },
  ];
}

/** By the name of the body or file: where it should be. */
function missingOn({ telemetry, blobs }: Looked, day: number, segments: Segments): Map<string, string> {
  const missing = new Map<string, string>();
  for (const reference of telemetry.references(day)) {
    const [name, place] = nameAndPlace(reference);
    const isThere =
      "body" in reference
        ? segments.has(reference.body.day, reference.body.segment, reference.body.ordinal)
        : blobs.objectBytes(reference.object) === reference.size;
    if (!isThere) missing.set(name, place);
  }
  return missing;
}

function nameAndPlace(reference: Reference): readonly [name: string, place: string] {
  if ("object" in reference) {
    const { day, projectId, id } = reference.object;
    return [`${day}/${projectId}/${id}`, `attachments/${nameOf(day)}/${projectId}`];
  }
  const { day, segment, ordinal } = reference.body;
  return [`${day}/${segment}/${ordinal}`, `bodies/${nameOf(day)}, segment ${segment}`];
}

const nameOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const problem = (what: string, advice: string): Finding => ({ part: "bodies", gravity: "problem", what, advice });

/** Which bodies are there, a day's segments at a time: a day's rows name hardly any other. */
class Segments {
  readonly #folder: Looked;
  readonly #lengths = new Map<string, Uint32Array>();

  constructor(folder: Looked) {
    this.#folder = folder;
  }

  has(day: number, segment: number, ordinal: number): boolean {
    const name = `${day}/${segment}`;
    let lengths = this.#lengths.get(name);
    // A segment grows while a server works.
    if (lengths === undefined || ordinal >= lengths.length) {
      lengths = this.#folder.blobs.segment(day, segment, false)?.lengths ?? new Uint32Array();
      if (this.#lengths.size >= 64) this.#lengths.clear();
      this.#lengths.set(name, lengths);
    }
    // No body that was stored is empty: a wiped one is.
    return (lengths[ordinal] ?? 0) > 0;
  }
}
