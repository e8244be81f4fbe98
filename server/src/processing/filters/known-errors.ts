import type { Exception } from "../normalize/event.ts";
import type { MakeFilter } from "./filter-reason.ts";

/** React's codes of errors at hydration, and what they say where the program is not minified. */
const hydration = new RegExp(
  [
    String.raw`(?:reactjs\.org/docs/error-decoder\.html\?invariant=|react\.dev/errors/)(?:418|419|422|423|425)(?!\d)`,
    "Hydration failed because the (?:initial UI does not match what was rendered on the server|server rendered (?:HTML|text) didn't match the client)",
    "The server could not finish this Suspense boundary",
    "There was an error while hydrating",
    "Text content does not match server-rendered HTML",
  ].join("|"),
  "i",
);
const chunkLoad = /^(?:Uncaught .*: )?ChunkLoadError: Loading chunk /is;

const any =
  (test: (exception: Exception) => boolean): ReturnType<MakeFilter> =>
  ({ exceptions }) =>
    exceptions?.some((exception) => exception !== null && test(exception)) ?? false;

/** Differences between the page that a server made and the one that the browser makes of it, mostly by extensions. */
export const hydrationErrors: MakeFilter = ({ hydrationErrors: active }) =>
  active ? any(({ value }) => value !== undefined && hydration.test(value)) : undefined;

/** Parts of a program that a new deployment has taken away under an open page. */
export const chunkLoadErrors: MakeFilter = ({ chunkLoadErrors: active }) =>
  active ? any(({ type, value = "" }) => (type === "ChunkLoadError" ? value.startsWith("Loading chunk ") : chunkLoad.test(value))) : undefined;
