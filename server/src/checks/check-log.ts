import type { Finding } from "./finding.ts";
import type { CheckedFolder } from "./folder.ts";

export function checkLog({ log, letters, isServed }: CheckedFolder): readonly Finding[] {
  const found: Finding[] = [];
  const { segments, keptAside } = log();
  for (const [index, { file, records, damage }] of segments.entries()) {
    if (damage === undefined) continue;
    const isLast = index === segments.length - 1;
    // A server that works is always in the middle of its last write.
    if (damage.kind === "torn" && isLast && isServed) continue;
    const where = `${file}: ${records} records can be read, ${damage.bytes} bytes from byte ${damage.offset} on cannot`;
    if (damage.kind === "torn")
      found.push({
        part: "log",
        gravity: "note",
        what: `${where}: the last write was interrupted`,
        advice: "Nothing to do: no client was told that it arrived, and the next start leaves it out.",
      });
    else
      found.push({
        part: "log",
        gravity: "problem",
        what: `${where}: they changed on the disk`,
        advice: "Look after the disk. The next start processes what can be read and keeps the file aside as .damaged.",
      });
  }
  for (const file of keptAside)
    found.push({
      part: "log",
      gravity: "note",
      what: `${file} was damaged and is kept`,
      advice: "What could be read of it was processed. Delete it when nobody wants to look at it.",
    });
  const waiting = letters.list().length;
  if (waiting > 0)
    found.push({
      part: "log",
      gravity: "note",
      what: `${waiting} accepted requests could not be stored`,
      advice: "See vedette dead-letter list; vedette dead-letter retry --all tries again.",
    });
  for (const file of letters.damaged())
    found.push({
      part: "log",
      gravity: "problem",
      what: `${file} cannot be read`,
      advice: "What was in it is lost. Look after the disk, then delete the file.",
    });
  return found;
}
