import type { PartitionState } from "../stores/telemetry/inspection.ts";
import { atMost, type Finding } from "./finding.ts";
import type { Looked } from "./folder.ts";

export function checkRows({ partitions, state, stateFaults, isServed }: Looked): readonly Finding[] {
  // A server is always between the one and the other.
  const position = isServed || stateFaults.length > 0 ? null : state.logPosition();
  return [...partitions.values()].flatMap((partition) =>
    [atMost(partition.faults.map((fault) => damaged(partition, fault))), aside(partition, position)].flat(),
  );
}

function damaged({ file }: PartitionState, fault: string): Finding {
  const advice =
    "Stop the server, keep a copy of the file, and put that of the newest backup in its place, or take it away with its -wal and -shm: the rest goes on.";
  return { part: "rows", gravity: "problem", what: `${file}: ${fault}`, advice };
}

/** `position`: of the state, of a server that stands still. */
function aside({ file, schema, appliedSeq, unsettled, graves }: PartitionState, position: number | null): readonly Finding[] {
  const note = (what: string, advice: string): Finding => ({ part: "rows", gravity: "note", what: `${file} ${what}`, advice });
  const found: Finding[] = [];
  if (schema === "newer")
    found.push({ part: "rows", gravity: "problem", what: `${file} was written by a newer version of Vedette`, advice: "Start that version again." });
  if (schema === "older")
    found.push(
      note("was written by an older version of Vedette, so that its rows were not looked at", "The next start brings it up to date; check again after it."),
    );
  if (position !== null && appliedSeq > position)
    found.push(
      note(
        `has rows of requests that are not counted yet (${appliedSeq}, counted up to ${position})`,
        "Nothing to do: the next start takes them out and processes the requests again.",
      ),
    );
  if (position !== null && unsettled > 0)
    found.push(note(`has ${unsettled} removals or moves that are not counted yet`, "Nothing to do: the next start counts them."));
  if (position !== null && graves > 0)
    found.push(note(`lists ${graves} bodies and files that are deleted and still on the disk`, "Nothing to do: the next start takes them off."));
  return found;
}
