import type { ParsedLine } from "./parse-stack.ts";

/** Addresses may hold an `@` themselves, as packages on a CDN do: it is the first one in front of an address that ends the name. */
const FRAME = /^(?:(.*?)@)??((?:[a-z][\w+.-]*:\/\/?|\/|blob:)\S*?|data:.*?|\[native code\])(?::(\d+))?(?::(\d+))?$/i;

/** JavaScriptCore names no place for what `eval` and `new Function` made. */
const NOWHERE = /^([\w$. ]+)@$/;

/** `total@https://shop/app.js:12:5` of SpiderMonkey and JavaScriptCore; JavaScriptCore leaves the name out of some. */
export function parseGeckoLine(line: string): ParsedLine | undefined {
  // `shop.js line 64 > eval line 1 > eval:1:6`: the call of the outermost eval is what can be looked at.
  const text = line.trim().replace(/ line (\d+) > \w.*$/, ":$1");
  const [, name, filename = "<anonymous>", lineno, colno] = FRAME.exec(text) ?? NOWHERE.exec(text) ?? [text];
  if (name === undefined && filename === "<anonymous>") return undefined;
  // `promise callback*load`, `get sum`, and `load/<` for a function without a name in `load`.
  return { function: name?.replace(/^(?:.*\*|get |set )/, "").replace(/[/<]+$/, "") || undefined, filename, lineno, colno };
}
