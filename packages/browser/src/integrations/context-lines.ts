import type { Event, Integration, StackFrame } from "@vedette/core";

const LINES = 5;
const MAX_LENGTH = 140;

/** Adds the lines around errors of scripts that stand in the page itself: servers cannot fetch those as this person got them. */
export function contextLinesIntegration({ frameContextLines = LINES }: { readonly frameContextLines?: number } = {}): Integration {
  return { name: "ContextLines", processEvent: (event) => withLines(event, frameContextLines) };
}

function withLines(event: Event, count: number): Event {
  const page = pathOf(location.href);
  const frames = event.exception?.values.flatMap(({ stacktrace }) => stacktrace?.frames ?? []) ?? [];
  const inline = frames.filter(({ filename, lineno }) => filename && lineno && pathOf(filename) === page);
  if (inline.length === 0) return event;
  // As the document is now; what was before its root element is gone.
  const lines = ["<!DOCTYPE html>", "<html>", ...document.documentElement.innerHTML.split("\n"), "</html>"];
  for (const frame of inline) addLines(frame, lines, count);
  return event;
}

const pathOf = (url: string): string => url.replace(/[?#].*$/s, "");

function addLines(frame: StackFrame, lines: readonly string[], count: number): void {
  const at = (frame.lineno ?? 0) - 1;
  if (at < 0 || at >= lines.length) return;
  const cut = (line: string | undefined): string => (line ?? "").slice(0, MAX_LENGTH);
  frame.pre_context = lines.slice(Math.max(0, at - count), at).map(cut);
  frame.context_line = cut(lines[at]);
  frame.post_context = lines.slice(at + 1, at + 1 + count).map(cut);
}
