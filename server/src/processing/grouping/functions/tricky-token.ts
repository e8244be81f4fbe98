import { replaceEnclosed, splitOutsideBrackets } from "./brackets.ts";

/** Stand-ins for text that would confuse the matching of brackets, and that is put back at the end. */
const shields: readonly (readonly [text: string, shield: string])[] = [
  ["operator<<", "operator⟨⟨"],
  ["operator<", "operator⟨"],
  ["operator()", "operator◯"],
  ["operator->", "operator⟿"],
  [" -> ", " ⇝ "],
  ["`anonymous namespace'", "〔anonymousnamespace〕"],
];
const swiftArrow = "⇝";
/** Stand between a function of Swift and its arrow. */
export const swiftEffects: ReadonlySet<string> = new Set(["throws", "rethrows", "async"]);

/** Most names have nothing of all this, which is found out with one look. */
const shieldable = /operator[<(-]| -> |`/;
const unshieldable = /[⟨◯⟿⇝〔]/;
const madeUp = /lambda|\$_|\?A0x/;

/** How gcc, MSVC and clang call a lambda. */
const lambda = /\{lambda\([^{}]*\)#\d+\}|\blambda_[a-f\d]{32}\b|\$_\d+\b/g;
const inlineAnonymous = /\?A0x[a-f\d]{8}::/g;
const rustBlanket = /^[A-Z] as /;

/** The token that names the function, of any name: one step for each kind of thing to take away. It may hold stand-ins. */
export function trickyToken(untrailed: string): string | undefined {
  const isShielded = shieldable.test(untrailed);
  const shielded = isShielded ? shields.reduce((text, [from, to]) => text.replaceAll(from, to), untrailed) : untrailed;
  const plain = madeUp.test(shielded) ? shielded.replaceAll(lambda, "lambda").replaceAll(inlineAnonymous, "〔anonymousnamespace〕::") : shielded;
  const noArguments = replaceEnclosed(plain, "(", ")", (inner) => keptParentheses(inner.trim()));
  const noGenerics = replaceEnclosed(noArguments, "<", ">", generics);
  const noClones = replaceEnclosed(noGenerics, "[", "]", (inner) => (inner.startsWith("clone ") ? "" : `[${inner}]`));
  return functionToken(splitOutsideBrackets(noClones));
}

export function unshielded(token: string): string {
  return unshieldable.test(token) ? shields.reduce((text, [from, to]) => text.replaceAll(to, from), token) : token;
}

function keptParentheses(inner: string): string {
  return inner === "anonymous namespace" || inner === "operator" ? `(${inner})` : "";
}

/** `<T>` for type arguments. At the start of a name it is Rust's `<Type as Trait>`, of which the type stays, also within another one. */
function generics(inner: string, start: number): string {
  if (inner.startsWith("lambda")) return `<${inner}>`;
  if (start > 0) return "<T>";
  const type = replaceEnclosed(inner.replace(rustBlanket, ""), "<", ">", generics);
  const as = type.indexOf(" as ");
  return as < 0 ? type : type.slice(0, as);
}

/** What stands left of Swift's arrow, else the last token. MSVC writes a space between an operator and its type arguments. */
function functionToken(split: readonly string[]): string | undefined {
  const tokens = split.filter((token, i) => i === 0 || !swiftEffects.has(token));
  if (tokens.length > 1 && tokens.at(-1) === "<T>") {
    tokens.pop();
    tokens.push(`${tokens.pop() ?? ""} <T>`);
  }
  const arrow = tokens.indexOf(swiftArrow);
  return arrow > 0 ? tokens[arrow - 1] : tokens.findLast((token) => token !== swiftArrow);
}
