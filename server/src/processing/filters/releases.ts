import { compileGlob } from "../grouping/glob.ts";
import type { MakeFilter } from "./filter-reason.ts";

export const releases: MakeFilter = ({ releases: patterns }) => {
  if (patterns.length === 0) return undefined;
  const tests = patterns.map((pattern) => compileGlob(pattern, "textIgnoringCase"));
  return ({ release }) => release !== undefined && tests.some((test) => test(release));
};
