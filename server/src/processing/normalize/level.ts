import type { Level } from "./event.ts";
import type { Reader } from "./shape.ts";

/** Aliases and Python's numbers (`protocol.md` §10.3). Case is ignored, which no SDK depends on. */
const levels: ReadonlyMap<string, Level> = new Map([
  ["debug", "debug"],
  ["info", "info"],
  ["warning", "warning"],
  ["error", "error"],
  ["fatal", "fatal"],
  ["sample", "sample"],
  ["log", "info"],
  ["warn", "warning"],
  ["critical", "fatal"],
  ["10", "debug"],
  ["20", "info"],
  ["30", "warning"],
  ["40", "error"],
  ["50", "fatal"],
]);

export const level: Reader<Level> = (value, cursor) => {
  const word = typeof value === "number" ? String(value) : value;
  if (typeof word !== "string") return cursor.invalid("expected a level", value);
  return levels.get(word) ?? levels.get(word.toLowerCase()) ?? cursor.invalid("unknown level", value);
};
