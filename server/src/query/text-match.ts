import type { TextMatch } from "./model.ts";
import type { ItemToken, ValueToken } from "./token.ts";

/** `*` is a wildcard unless escaped; quoting does not switch it off (`api.md` §3.1). */
export function textMatch(item: ItemToken, affix: ValueToken["affix"] = null): TextMatch {
  const parts = wildcardParts(item.raw);
  if (affix === "contains") return { kind: "wildcard", parts: ["", ...parts, ""] };
  if (affix === "startsWith") return { kind: "wildcard", parts: [...parts, ""] };
  if (affix === "endsWith") return { kind: "wildcard", parts: ["", ...parts] };
  return parts.length === 1 ? { kind: "exact", value: parts[0] ?? "" } : { kind: "wildcard", parts };
}

/** The text between wildcards, with `\*` and `\"` unescaped. */
export function wildcardParts(raw: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (let at = 0; at < raw.length; at++) {
    const character = raw.charAt(at);
    const next = raw.charAt(at + 1);
    if (character === "\\" && (next === "*" || next === '"')) {
      part += next;
      at++;
    } else if (character === "*") {
      parts.push(part);
      part = "";
    } else {
      part += character;
    }
  }
  parts.push(part);
  return parts;
}

/** The literal text, for keys where wildcards mean nothing. */
export function literal(item: ItemToken): string {
  return item.raw.replaceAll(/\\(["*])/g, "$1");
}

/** Writes a value so that it reads back as the same match. A value that ends in a backslash cannot be quoted. */
export function printTextMatch(match: TextMatch): string {
  const parts = match.kind === "exact" ? [match.value] : match.parts;
  return `"${parts.map((part) => part.replaceAll(/["*]/g, String.raw`\$&`)).join("*")}"`;
}
