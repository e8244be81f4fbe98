/** Says whether a text fits a pattern. */
export type TextTest = (value: string) => boolean;

/**
 * `text`: `*` stands for anything. `path`: `*` and `?` stop at `/`, case is of no account, and a relative value is tried
 * below `/` as well (`grouping.md` §8.2). Both know `?`, `[...]`, `{a,b}`, a whole segment `**` for any folders or none, and
 * `\` before a character that is meant literally; in paths it is a separator except before a bracket or `?`.
 */
export type GlobMode = "text" | "textIgnoringCase" | "path";

const special = /[*?[{\\]/;
const folders = /(?:^|\/)\*\*\//;
const never: TextTest = () => false;

/** A pattern that cannot be read fits nothing. */
export function compileGlob(pattern: string, mode: GlobMode): TextTest {
  try {
    return mode === "path" ? pathTest(pathPattern(pattern)) : mode === "text" ? textTest(pattern) : ignoringCase(textTest(pattern.toLowerCase()));
  } catch {
    return never;
  }
}

/** As paths are compared: in lower case, with forward slashes. */
export function pathPattern(pattern: string): string {
  return pattern.toLowerCase().replaceAll(/\\(?![[\]{}?])/g, "/");
}

function ignoringCase(test: TextTest): TextTest {
  return (value) => test(value.toLowerCase());
}

function textTest(pattern: string): TextTest {
  const plain = unescapedStars(pattern);
  if (plain === undefined) {
    const expression = new RegExp(`^${source(pattern, false)}$`, "s");
    return (value) => expression.test(value);
  }
  if (plain.length === 1) return (value) => value === pattern;
  return starTest(plain);
}

/** The literal parts between stars, if the pattern has nothing else that is special. */
function unescapedStars(pattern: string): readonly string[] | undefined {
  const parts = pattern.split("*");
  if (folders.test(pattern)) return undefined;
  return parts.some((part) => special.test(part)) ? undefined : parts;
}

/** Each part at its first place after the one before: takes no more time than reading the value once. */
function starTest(parts: readonly string[]): TextTest {
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  const between = parts.slice(1, -1).filter((part) => part !== "");
  const least = first.length + last.length;
  return (value) => {
    if (value.length < least || !value.startsWith(first) || !value.endsWith(last)) return false;
    let at = first.length;
    for (const part of between) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at + last.length <= value.length;
  };
}

function pathTest(pattern: string): TextTest {
  if (!special.test(pattern)) return (value) => value === pattern || (!value.startsWith("/") && `/${value}` === pattern);
  const expression = new RegExp(`^${source(pattern, true)}$`, "s");
  // Most values lack the longest literal part, which is found out faster than by the expression.
  const literal = longestLiteral(pattern);
  return (value) => value.includes(literal) && (expression.test(value) || (!value.startsWith("/") && expression.test(`/${value}`)));
}

/** What every match begins with, and what is left of the pattern behind that. */
export function literalHead(pattern: string): { readonly text: string; readonly rest: string } {
  let text = "";
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? "";
    if (char === "*" || char === "?" || char === "[" || char === "{") return { text, rest: pattern.slice(i) };
    text += char === "\\" ? (pattern[++i] ?? "\\") : char;
  }
  return { text, rest: "" };
}

/** A text that every match contains; empty if none is known. */
export function longestLiteral(pattern: string): string {
  let longest = "";
  let run = "";
  const end = (): void => {
    // A slash at the edge may be one that `**` stands for.
    const literal = run.replaceAll(/^\/|\/$/g, "");
    if (literal.length > longest.length) longest = literal;
    run = "";
  };
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? "";
    if (char === "{") return "";
    if (char === "\\") run += pattern[++i] ?? "";
    else if (char === "*" || char === "?") end();
    else if (char === "[") {
      end();
      i = pattern.indexOf("]", i + 2);
      if (i < 0) return "";
    } else run += char;
  }
  end();
  return longest;
}

function source(pattern: string, path: boolean): string {
  const any = path ? "[^/]" : ".";
  let out = "";
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? "";
    if (char === "\\") out += literally(pattern[++i] ?? "\\");
    else if (char === "?") out += any;
    else if (char === "*") {
      const end = endOfStars(pattern, i);
      const wholeSegment = end - i === 2 && (i === 0 || pattern[i - 1] === "/") && (end === pattern.length || pattern[end] === "/");
      if (!wholeSegment) out += `${any}*`;
      else out += end === pattern.length ? ".*" : "(?:.*/)?";
      // The slash belongs to the segment: `/**/` also stands for one slash.
      i = wholeSegment && end < pattern.length ? end : end - 1;
    } else if (char === "[") {
      const end = pattern.indexOf("]", i + 2);
      if (end < 0) throw new Error("an open class");
      out += characterClass(pattern.slice(i + 1, end));
      i = end;
    } else if (char === "{") {
      depth++;
      out += "(?:";
    } else if (char === "}" && depth > 0) {
      depth--;
      out += ")";
    } else if (char === "," && depth > 0) out += "|";
    else out += literally(char);
  }
  if (depth > 0) throw new Error("an open list of alternatives");
  return out;
}

function endOfStars(pattern: string, from: number): number {
  let end = from;
  while (pattern[end] === "*") end++;
  return end;
}

function characterClass(inner: string): string {
  const negated = /^[!^]/.test(inner);
  return `[${negated ? "^" : ""}${(negated ? inner.slice(1) : inner).replaceAll(/[\]\\^[]/g, String.raw`\$&`)}]`;
}

function literally(char: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}
