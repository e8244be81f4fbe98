import { atMost, type Finding } from "./finding.ts";
import type { Looked } from "./folder.ts";

export function checkState({ state, stateFaults }: Looked): readonly Finding[] {
  const faults = stateFaults.map((fault): Finding => ({
    part: "state",
    gravity: "problem",
    what: `${state.file}: ${fault}`,
    advice: "Stop the server, keep a copy of the folder as it is, and put the newest backup in its place.",
  }));
  if (faults.length > 0) return atMost(faults);
  const schema = state.schema();
  if (schema === "current") return [];
  return [
    schema === "newer"
      ? { part: "state", gravity: "problem", what: `${state.file} was used by a newer version of Vedette`, advice: "Start that version again." }
      : {
          part: "state",
          gravity: "note",
          what: `${state.file} was written by an older version of Vedette, so that its counters were not looked at`,
          advice: "The next start brings it up to date; check again after it.",
        },
  ];
}
