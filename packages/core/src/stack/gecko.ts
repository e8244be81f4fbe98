import type { ParsedLine } from "./parse-stack.ts";

const FRAME = /^(?:([^@\s][^@]*?)?@)?((?:[a-z][\w+.-]*:\/\/?|\/|blob:)[^\s@]*|\[native code\])$/i;
const PLACE = /^(.*?)(?::(\d+))?(?::(\d+))?$/;

/** JavaScriptCore names no place for what `eval` and `new Function` made. */
const NOWHERE = /^(eval code|anonymous)@$/;

/** `total@https://shop/app.js:12:5` of SpiderMonkey and JavaScriptCore; JavaScriptCore leaves the name out of some. */
export function parseGeckoLine(line: string): ParsedLine | undefined {
  const text = line.trim().replace(/ line (\d+) > (?:eval|Function).*$/, ":$1");
  const match = FRAME.exec(text);
  if (!match) return NOWHERE.test(text) ? { function: text.slice(0, -1), filename: "<anonymous>" } : undefined;
  const [, filename = "", lineno, colno] = PLACE.exec(match[2] ?? "") ?? [];
  return {
    function: match[1]?.replace(/^(?:async\*|get |set )/, "").replace(/\/<$/, "") || undefined,
    filename,
    lineno: lineno === undefined ? undefined : Number(lineno),
    colno: colno === undefined ? undefined : Number(colno),
  };
}
