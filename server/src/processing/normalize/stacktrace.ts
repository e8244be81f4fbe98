import { isArray, isObject, type Json, type JsonArray } from "../json/json.ts";
import { bag, free } from "./bag.ts";
import type { Cursor } from "./cursor.ts";
import type { Frame, Stacktrace } from "./event.ts";
import { address, flag, list, readAll, someText, text, wholeNumber } from "./readers.ts";
import { Shape, type Reader } from "./shape.ts";

const maxFrames = 250;
/** Above this many frames, those in the middle lose their variables and surrounding lines. */
const maxFullFrames = 50;

const symbol = someText(256, 20);
const path = someText(256, 40);
const line = text(1024, 100);
const lines = list(line, 100);
const small = bag(2048, 5);

/** `?` says that the SDK did not know the function. */
const functionName: Reader<string> = (value, cursor) => (value === "?" ? undefined : symbol(value, cursor));

const remarks: Reader<JsonArray> = (value, cursor) => {
  const kept = free(2048, 5)(value, cursor);
  return isArray(kept) ? kept : undefined;
};

const frameShape = new Shape<Frame>({
  function: functionName,
  raw_function: functionName,
  symbol,
  module: symbol,
  package: path,
  filename: path,
  abs_path: path,
  lineno: wholeNumber,
  colno: wholeNumber,
  context_line: line,
  pre_context: lines,
  post_context: lines,
  in_app: flag,
  vars: small,
  platform: someText(64),
  instruction_addr: address,
  symbol_addr: address,
  image_addr: address,
  function_id: address,
  addr_mode: someText(128),
  stack_start: flag,
  trust: someText(128),
  lock: small,
  source_link: someText(1024),
  errors: remarks,
  data: small,
});

const readFrame: Reader<Frame> = (value, cursor) => {
  const frame = frameShape.read(value, cursor);
  if (frame === undefined) return undefined;
  const known = frame.abs_path ?? frame.filename;
  if (known === undefined) return frame;
  // A frame with one of them, as browsers send it: all of it is the path, the file is what follows the host (`grouping.md` §16).
  if (frame.abs_path === undefined || frame.filename === undefined) frame.filename = pathOfUrl(known) ?? known;
  frame.abs_path = known;
  return frame;
};

const withFiles = ["http://", "https://", "file://", "applewebdata://"] as const;

/** The path of a URL that files are loaded from; undefined for the root, for bundles (`app:`, `webpack:`), and for what is no URL. */
function pathOfUrl(value: string): string | undefined {
  const scheme = withFiles.find((each) => value.startsWith(each));
  if (scheme === undefined) return undefined;
  const start = value.indexOf("/", scheme.length);
  if (start < 0) return undefined;
  const rest = value.slice(start);
  const end = rest.search(/[?#]/);
  const path = end < 0 ? rest : rest.slice(0, end);
  return path === "/" || path === "" ? undefined : path;
}

const readFrames: Reader<readonly (Frame | null)[]> = (value, cursor) => {
  const all = isObject(value) ? [value] : value;
  if (!isArray(all)) return cursor.invalid("expected a list", value);
  if (all.length > maxFrames) cursor.shortened(all.length);
  // The crash is the last frame: it stays, and what it lacks is cut from just below it.
  const chosen = all.length > maxFrames ? [...all.slice(0, maxFrames - 1), ...all.slice(-1)] : all;
  const frames = readAll(chosen, readFrame, cursor);
  return frames.length > maxFullFrames ? slimMiddle(frames) : frames;
};

/** System frames in the middle give up their details first, then in-app ones. */
function slimMiddle(frames: readonly (Frame | null)[]): readonly (Frame | null)[] {
  let surplus = frames.length - maxFullFrames;
  const out = [...frames];
  const from = maxFullFrames >> 1;
  for (const inApp of [false, true]) {
    for (let i = from; i < out.length - from && surplus > 0; i++) {
      const frame = out[i];
      if ((frame?.in_app ?? false) !== inApp) continue;
      surplus--;
      if (frame === null || frame === undefined) continue;
      const { vars: _vars, pre_context: _pre, post_context: _post, ...rest } = frame;
      out[i] = rest;
    }
  }
  return out;
}

const stacktraceShape = new Shape<Stacktrace>({
  frames: readFrames,
  registers: small,
  lang: someText(128),
  snapshot: flag,
  instruction_addr_adjustment: someText(128),
  frames_omitted: (value: Json, cursor: Cursor) => (isArray(value) && value.length === 2 ? value : cursor.invalid("expected two positions")),
});

/** A stack trace without frames says nothing and is absent; a bare list of frames is taken for one. */
export const stacktrace: Reader<Stacktrace> = (value, cursor) => {
  const trace = isArray(value) ? { frames: readFrames(value, cursor) } : stacktraceShape.read(value, cursor);
  const frames = trace?.frames;
  if (trace === undefined || frames === undefined || frames.length === 0) return undefined;
  return { ...trace, frames };
};
