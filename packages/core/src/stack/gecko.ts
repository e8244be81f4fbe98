import type { ParsedLine } from "./parse-stack.ts";

const FRAME = /^(?:([^@\s][^@]*?)?@)?((?:[a-z][\w+.-]*:\/\/?|\/|blob:)[^\s@]*|\[native code\])(?::(\d+))?(?::(\d+))?$/i;

/** `total@https://shop/app.js:12:5` of SpiderMonkey and JavaScriptCore; JavaScriptCore leaves the name out of some. */
export function parseGeckoLine(line: string): ParsedLine | undefined {
  const text = line.trim().replace(/ line (\d+) > (?:eval|Function).*$/, ":$1");
  const match = FRAME.exec(text);
  if (!match) return undefined;
  const place = /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(match[2] ?? "");
  const [lineno, colno] = [place?.[2] ?? match[3], place?.[3] ?? match[4]];
  return {
    function: match[1]?.replace(/^(?:async\*|get |set )/, "").replace(/\/<$/, "") || undefined,
    filename: place?.[1] ?? match[2] ?? "",
    lineno: lineno === undefined ? undefined : Number(lineno),
    colno: colno === undefined ? undefined : Number(colno),
  };
}
