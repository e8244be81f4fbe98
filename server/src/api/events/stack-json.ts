import type { Frame, Stacktrace } from "../../processing/normalize/event.ts";

/** Stack traces as the API shows them: camel case, context lines merged with their numbers (`api.md` §4.6). */
export function stackJson(stack: Stacktrace | undefined) {
  if (stack === undefined) return null;
  const frames = present(stack.frames);
  return {
    frames: frames.map(frameJson),
    framesOmitted: stack.frames_omitted ?? null,
    registers: stack.registers ?? null,
    hasSystemFrames: hasSystemFrames(stack),
  };
}

/** Both application and system frames are there, so that folding the latter makes a difference. */
export function hasSystemFrames(stack: Stacktrace | undefined): boolean {
  const frames = present(stack?.frames);
  return frames.some((frame) => frame.in_app === true) && frames.some((frame) => frame.in_app !== true);
}

function frameJson(frame: Frame) {
  return {
    filename: frame.filename ?? null,
    absPath: frame.abs_path ?? null,
    module: frame.module ?? null,
    package: frame.package ?? null,
    platform: frame.platform ?? null,
    instructionAddr: frame.instruction_addr ?? null,
    symbolAddr: frame.symbol_addr ?? null,
    function: frame.function ?? null,
    rawFunction: frame.raw_function ?? null,
    symbol: frame.symbol ?? null,
    context: contextLines(frame),
    lineNo: frame.lineno ?? null,
    colNo: frame.colno ?? null,
    inApp: frame.in_app ?? false,
    trust: frame.trust ?? null,
    errors: frame.errors ?? null,
    vars: frame.vars ?? null,
    lock: frame.lock ?? null,
    sourceLink: frame.source_link ?? null,
    ...(frame.addr_mode !== undefined && { addrMode: frame.addr_mode }),
    ...(frame.data !== undefined && { data: frame.data }),
  };
}

interface SourceLines {
  readonly lineno?: number;
  readonly pre_context?: readonly (string | null)[];
  readonly context_line?: string;
  readonly post_context?: readonly (string | null)[];
}

/** `[[line number, text], …]`; empty when the line or its number is unknown. */
export function contextLines({ lineno, pre_context: before = [], context_line: line, post_context: after = [] }: SourceLines): [number, string][] {
  if (line === undefined || lineno === undefined) return [];
  const first = lineno - before.length;
  return [...before, line, ...after].map((text, index): [number, string] => [first + index, text ?? ""]).filter(([number]) => number > 0);
}

/** Entries that normalization could not use are null in storage and left out here. */
export function present<T>(values: readonly (T | null)[] | undefined): readonly T[] {
  return (values ?? []).filter((value) => value !== null);
}
