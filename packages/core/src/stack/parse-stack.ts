import type { StackFrame } from "../event/event.ts";
import type { InAppRule } from "./in-app.ts";
import { parseGeckoLine } from "./gecko.ts";
import { parseV8Line } from "./v8.ts";

/** Frames kept of one stack: the newest ones. Engines stop at 10 to 200; the server keeps 250. */
const MAX_FRAMES = 100;
/** A line longer than this is a generated data URL or worse, and costs regular expressions too much. */
const MAX_LINE = 2048;

export type ParsedLine = {
  readonly function?: string | undefined;
  readonly filename: string;
  readonly lineno?: number | undefined;
  readonly colno?: number | undefined;
};

/** Turns the text of `error.stack` into frames, oldest call first. Understands V8, SpiderMonkey and JavaScriptCore. */
export function parseStack(stack: string, inApp: InAppRule, skipFrames = 0): StackFrame[] {
  const frames: StackFrame[] = [];
  let skip = skipFrames;
  for (const line of stack.split("\n")) {
    if (frames.length >= MAX_FRAMES) break;
    if (line.length > MAX_LINE) continue;
    const parsed = parseV8Line(line) ?? parseGeckoLine(line);
    if (!parsed) continue;
    if (skip-- > 0) continue;
    frames.push(toFrame(parsed, inApp));
  }
  return frames.toReversed();
}

function toFrame(line: ParsedLine, inApp: InAppRule): StackFrame {
  const filename = line.filename.startsWith("file://") ? filePath(line.filename) : line.filename;
  return {
    filename,
    function: line.function ?? "?",
    in_app: inApp(filename),
    ...(line.lineno === undefined ? {} : { lineno: line.lineno }),
    ...(line.colno === undefined ? {} : { colno: line.colno }),
  };
}

function filePath(url: string): string {
  try {
    const path = decodeURIComponent(new URL(url).pathname);
    return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path;
  } catch {
    return url;
  }
}
