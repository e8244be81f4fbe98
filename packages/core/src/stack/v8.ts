import type { ParsedLine } from "./parse-stack.ts";

const FRAME = /^ {4}at (?:async )?(?:(.+?) \()?(?:(.+?):(\d+)(?::(\d+))?|(native|<anonymous>|node:[\w/]+|index \d+))\)?$/;

/** `    at Cart.total (/app/cart.js:12:5)`, with or without function, `async`, `new`, `[as alias]` or a place inside `eval`. */
export function parseV8Line(line: string): ParsedLine | undefined {
  const match = FRAME.exec(line.endsWith("\r") ? line.slice(0, -1) : line);
  if (!match) return undefined;
  const [, name, file, lineno, colno, special] = match;
  const place = file?.startsWith("eval at ") ? evalPlace(file) : undefined;
  return { function: name && functionName(name), ...(place ?? { filename: file ?? special ?? "<anonymous>", lineno, colno }) };
}

/** `Object.method [as alias]` and `async fn` name one function; `Object.` and `Module.` in front of it say nothing. */
function functionName(name: string): string {
  return name.replace(/^(async )?((Object|Module)\.(?=.))?| \[as [^\]]*\]$/g, "").replaceAll("<anonymous>", "?");
}

/** `eval at <anonymous> (file.js:1:2), <anonymous>:3:4`: the place of the call of eval is what can be looked at. */
function evalPlace(text: string): ParsedLine | undefined {
  const [, filename, lineno, colno] = /\((\S+?):(\d+):(\d+)\)/.exec(text) ?? [];
  return filename === undefined ? undefined : { filename, lineno, colno };
}
