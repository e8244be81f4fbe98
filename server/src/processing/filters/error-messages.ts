import { compileGlob } from "../grouping/glob.ts";
import type { MakeFilter } from "./filter-reason.ts";

/** Texts that the project does not want to see: its message, and every exception as `type: value`. */
export const errorMessages: MakeFilter = ({ errorMessages: patterns }) => {
  if (patterns.length === 0) return undefined;
  const tests = patterns.map((pattern) => compileGlob(pattern, "textIgnoringCase"));
  const fits = (text: string): boolean => tests.some((test) => test(text));
  return ({ message, exceptions }) => {
    if (message !== undefined && message !== "" && fits(message)) return true;
    return exceptions?.some((exception) => exception !== null && fits([exception.type, exception.value].filter(Boolean).join(": "))) ?? false;
  };
};
