import type { TextMatch } from "../../query/model.ts";

/** SQLite refuses longer LIKE patterns; no stored text is as long. */
const maxPattern = 50_000;

/** A LIKE pattern for use with `escape '\'`; undefined when nothing can match. */
function likePattern(parts: readonly string[]): string | undefined {
  const pattern = parts.map((part) => part.replaceAll(/[\\%_]/g, "\\$&")).join("%");
  return Buffer.byteLength(pattern) > maxPattern ? undefined : pattern;
}

export function containsPattern(value: string): string | undefined {
  return likePattern(["", value, ""]);
}

/** Splits matches into exact values and LIKE patterns. */
export function split(anyOf: readonly TextMatch[]): { readonly exact: string[]; readonly patterns: string[] } {
  const exact: string[] = [];
  const patterns: string[] = [];
  for (const match of anyOf) {
    if (match.kind === "exact") exact.push(match.value);
    else {
      const pattern = likePattern(match.parts);
      if (pattern !== undefined) patterns.push(pattern);
    }
  }
  return { exact, patterns };
}
