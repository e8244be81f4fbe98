import type { SpanView } from "./span-view.ts";

/** SDKs that cut queries mark the cut: what is left does not tell queries apart. */
export function isCompleteQuery({ description }: SpanView): boolean {
  return description !== "" && !description.endsWith("...") && !description.endsWith("…");
}

export function isSelect({ description }: SpanView): boolean {
  return /^\s*(?:\/\*.*?\*\/\s*)?select\b/is.test(description);
}

/** Placeholders of the drivers: `?`, `%s`, `$1`, `:name`, `@name`. */
export function hasParameters({ description }: SpanView): boolean {
  return /\?|%s|%\(\w+\)s|\$\d|(?<![:\w]):[a-z_]\w*|(?<!\w)@\w+/i.test(description);
}

export function hasWhere({ description }: SpanView): boolean {
  return /\bwhere\b/i.test(description);
}
