import type { ExceptionPart, Frame, Stack } from "./event-parts.ts";

/** A stack as plain text, in the manner of the language's own runtime. */
export function rawStack(exceptions: readonly ExceptionPart[], platform: string | null): string {
  // Python tells the cause first; the others tell what was thrown first.
  const ordered = platform === "python" ? exceptions : exceptions.toReversed();
  return ordered.map((exception, index) => exceptionText(exception, platform, index)).join(platform === "python" ? "\n\n" : "\n");
}

function exceptionText(exception: ExceptionPart, platform: string | null, index: number): string {
  const title = exception.value === "" ? exception.type : `${exception.type}: ${exception.value}`;
  if (platform === "python") {
    const lines = exception.stack === null ? [] : ["Traceback (most recent call last):", ...exception.stack.frames.map(pythonFrame)];
    return [...lines, title].join("\n");
  }
  const lines = exception.stack?.frames.toReversed().map((frame) => `    at ${frameText(frame)}`) ?? [];
  return [index === 0 ? title : `Caused by: ${title}`, ...lines].join("\n");
}

export function rawFrames(stack: Stack, platform: string | null): string {
  return platform === "python"
    ? stack.frames.map(pythonFrame).join("\n")
    : stack.frames
        .toReversed()
        .map((frame) => `at ${frameText(frame)}`)
        .join("\n");
}

function pythonFrame(frame: Frame): string {
  const source = frame.context.find(([line]) => line === frame.lineNo)?.[1].trim();
  const head = `  File "${frame.absPath ?? frame.filename ?? "?"}", line ${frame.lineNo ?? "?"}, in ${frame.function ?? "?"}`;
  return source === undefined ? head : `${head}\n    ${source}`;
}

function frameText(frame: Frame): string {
  const place = [frame.absPath ?? frame.filename ?? frame.module ?? frame.package ?? frame.instructionAddr ?? "?", frame.lineNo, frame.colNo]
    .filter((part) => part !== null)
    .join(":");
  return frame.function === null ? place : `${frame.function} (${place})`;
}
