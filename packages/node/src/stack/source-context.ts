import { fs } from "../boot/built-in.ts";
import type { Event, StackFrame } from "@vedette/core";

/** Lines around the one that failed. */
const AROUND = 5;
const MAX_FILES = 50;
const MAX_PLACES = 500;
/** Larger files are bundles: their lines say little and cost memory. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Characters of a line that are kept: minified code puts everything into one. */
const MAX_LINE = 200;

/** The lines of a file, or null if it cannot be read. */
type Lines = readonly string[] | null;

export interface SourceContext {
  /** Adds source lines to in-app frames. Files are read once, asynchronously unless the process is about to end. */
  readonly add: (event: Event, sync: boolean) => void | Promise<void>;
  /** A frame that the stack parser hands out copies of. It gets its lines too, so that the next event has them from the start. */
  readonly watch: (frame: StackFrame) => void;
}

export function createSourceContext(): SourceContext {
  const files = new Map<string, Lines>();
  const watched = new Map<string, StackFrame>();
  const remember = (file: string, lines: Lines): void => {
    files.set(file, lines);
    for (const oldest of files.keys()) {
      if (files.size <= MAX_FILES) break;
      files.delete(oldest);
    }
  };
  const addLines = (frame: StackFrame): void => {
    const lines = files.get(frame.filename ?? "");
    const at = (frame.lineno ?? 0) - 1;
    if (!lines || lines[at] === undefined) return;
    const around = linesAround(lines, at, frame.colno ?? 0);
    Object.assign(frame, around);
    Object.assign(watched.get(placeOf(frame)) ?? {}, around);
  };
  const watch = (frame: StackFrame): void => {
    if (watched.size >= MAX_PLACES) watched.clear();
    if (wantsContext(frame)) watched.set(placeOf(frame), frame);
  };
  const add = (event: Event, sync: boolean): void | Promise<void> => {
    const frames = framesWithout(event);
    if (frames.length === 0) return;
    const missing = [...new Set(frames.map(({ filename = "" }) => filename))].filter((file) => !files.has(file));
    const apply = (): void => {
      for (const frame of frames) addLines(frame);
    };
    if (missing.length === 0) return apply();
    if (sync) {
      for (const file of missing) remember(file, readNow(file));
      return apply();
    }
    return Promise.all(missing.map(async (file) => remember(file, await readLater(file)))).then(apply);
  };
  return { add, watch };
}

const placeOf = ({ filename, lineno, colno }: StackFrame): string => `${filename}:${lineno}:${colno}`;

function framesWithout(event: Event): StackFrame[] {
  const found: StackFrame[] = [];
  for (const { stacktrace } of event.exception?.values ?? []) for (const frame of stacktrace?.frames ?? []) if (wantsContext(frame)) found.push(frame);
  return found;
}

const wantsContext = ({ in_app, filename, lineno, context_line }: StackFrame): boolean =>
  context_line === undefined && in_app === true && lineno !== undefined && filename !== undefined && /^(\/|[A-Za-z]:\\)/.test(filename);

async function readLater(file: string): Promise<Lines> {
  try {
    const { size } = await fs().promises.stat(file);
    return size > MAX_BYTES ? null : (await fs().promises.readFile(file, "utf8")).split("\n");
  } catch {
    return null;
  }
}

function readNow(file: string): Lines {
  try {
    return fs().statSync(file).size > MAX_BYTES ? null : fs().readFileSync(file, "utf8").split("\n");
  } catch {
    return null;
  }
}

function linesAround(lines: readonly string[], at: number, column: number): Required<Pick<StackFrame, "pre_context" | "context_line" | "post_context">> {
  const clip = (text: string): string => (text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}...` : text);
  const line = lines[at] ?? "";
  return {
    pre_context: lines.slice(Math.max(0, at - AROUND), at).map(clip),
    // Of a long line, the part around the column is what matters.
    context_line: clip(line.length > MAX_LINE && column > MAX_LINE / 2 ? line.slice(column - MAX_LINE / 2) : line),
    post_context: lines.slice(at + 1, at + 1 + AROUND).map(clip),
  };
}
