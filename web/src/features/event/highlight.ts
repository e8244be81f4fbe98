type TokenKind = "plain" | "keyword" | "call" | "string" | "comment" | "number";

export interface Token {
  readonly at: number;
  readonly kind: TokenKind;
  readonly text: string;
}

/** Words that are reserved in most of the languages that send events; a light hand rather than a parser for each. */
const keywords = new Set(
  "abstract and as assert async await break case catch class const continue def defer del do elif else end enum except export extends extern false final finally fn for from func function go if impl implements import in instanceof interface is lambda let loop match mod module mut new nil none not null or package pass private protected pub public raise readonly rescue return self static struct super switch template then this throw throws trait true try type typeof undefined unless unsafe use using val var void when where while with yield None True False Self".split(
    " ",
  ),
);

const pattern =
  /(?<comment>\/\/.*|(?<![\w$'"])#(?![[!]).*|\/\*.*?(?:\*\/|$))|(?<string>"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|`(?:\\.|[^`\\])*`?)|(?<number>\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\w*\b)|(?<word>[\p{L}_$][\p{L}\d_$]*)/gu;

/** One line of source in coloured pieces; their texts joined are the line. Minified lines are left plain: they cost much and gain nothing. */
export function highlight(line: string): readonly Token[] {
  if (line.length > 2000) return [{ at: 0, kind: "plain", text: line }];
  const tokens: Token[] = [];
  let at = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > at) tokens.push({ at, kind: "plain", text: line.slice(at, match.index) });
    tokens.push({ at: match.index, kind: kindOf(match, line), text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < line.length) tokens.push({ at, kind: "plain", text: line.slice(at) });
  return tokens;
}

function kindOf(match: RegExpExecArray, line: string): TokenKind {
  const { comment, string, number } = match.groups ?? {};
  if (comment !== undefined) return "comment";
  if (string !== undefined) return "string";
  if (number !== undefined) return "number";
  if (keywords.has(match[0])) return "keyword";
  return line[match.index + match[0].length] === "(" ? "call" : "plain";
}
