import { listAt, pick } from "../server/test/json-path.ts";

/** Parts of an event as `…/events/{id}/` shows it. */

export const entry = (event: unknown, type: string): unknown =>
  pick(
    listAt(event, "entries").find((candidate) => pick(candidate, "type") === type),
    "data",
  );
export const exceptions = (event: unknown): readonly unknown[] => listAt(entry(event, "exception"), "values");
export const frames = (event: unknown, exception = -1): readonly unknown[] => listAt(exceptions(event).at(exception), "stacktrace", "frames");
export const tag = (event: unknown, key: string): unknown =>
  pick(
    listAt(event, "tags").find((candidate) => pick(candidate, "key") === key),
    "value",
  );
