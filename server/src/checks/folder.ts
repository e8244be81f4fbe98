import type { DeadLetters, LogInspection } from "../log/port.ts";
import type { BlobInspection } from "../stores/blobs/inspection.ts";
import type { StateInspection } from "../stores/state/inspection.ts";
import type { PartitionState, TelemetryInspection } from "../stores/telemetry/inspection.ts";

/** A data folder as checks see it: only read, whether or not a server works on it. */
export interface CheckedFolder {
  readonly state: StateInspection;
  readonly telemetry: TelemetryInspection;
  readonly blobs: BlobInspection;
  readonly log: () => LogInspection;
  readonly letters: Pick<DeadLetters, "list" | "damaged">;
  /** A server works on it: what is found twice is there, what is found once may have been on its way. */
  readonly isServed: boolean;
}

/** The folder with what was found of its databases, which every check goes by. */
export interface Looked extends CheckedFolder {
  readonly stateFaults: readonly string[];
  /** By day, ascending. */
  readonly partitions: ReadonlyMap<number, PartitionState>;
}

/** `thorough`: bytes of bodies are held against their checksums, and indexes against their tables. */
export function look(folder: CheckedFolder, thorough: boolean): Looked {
  const { state, telemetry } = folder;
  const partitions = new Map<number, PartitionState>();
  for (const day of telemetry.days()) {
    const partition = telemetry.partition(day, thorough);
    if (partition !== undefined) partitions.set(day, partition);
  }
  return { ...folder, stateFaults: state.faults(thorough), partitions };
}

/** Whether its rows can be asked. */
export function isSound({ schema, faults }: PartitionState): boolean {
  return schema === "current" && faults.length === 0;
}

/** What did not change while it was looked at again, where a server may have been in the middle of it. */
export function confirmed({ isServed }: Pick<CheckedFolder, "isServed">, find: () => ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const first = find();
  if (!isServed || first.size === 0) return first;
  const again = find();
  return new Map([...again].filter(([subject]) => first.has(subject)));
}
