import { DiscoverError } from "./discover-error.ts";
import { parseFunction } from "./parse-function.ts";

export type Equation =
  | { readonly kind: "number"; readonly value: number }
  /** A function or a plain field, as written. */
  | { readonly kind: "operand"; readonly text: string }
  | { readonly kind: "operation"; readonly op: "+" | "-" | "*" | "/"; readonly left: Equation; readonly right: Equation };

const maxOperators = 30;
const token = /\s*(?:(\d+(?:\.\d+)?)|([a-zA-Z_][\w.]*(?:\[[^\]]*\])?(?:\((?:`[^`]*`|"[^"]*"|[^()`"])*\))?)|([-+*/()]))/y;

/** What stands behind `equation|`. */
export function parseEquation(text: string): Equation {
  const words = wordsOf(text);
  let at = 0;
  const fail = (): never => {
    throw new DiscoverError(`Could not parse the equation ${text}`);
  };
  const sum = (): Equation => operations(["+", "-"], product);
  const product = (): Equation => operations(["*", "/"], factor);
  function operations(ops: readonly ("+" | "-" | "*" | "/")[], operand: () => Equation): Equation {
    let left = operand();
    for (let op = ops.find((each) => each === words[at]); op !== undefined; op = ops.find((each) => each === words[at])) {
      at++;
      left = { kind: "operation", op, left, right: operand() };
    }
    return left;
  }
  function factor(): Equation {
    const word = words[at++];
    if (word === undefined) return fail();
    if (word === "(") {
      const inner = sum();
      return words[at++] === ")" ? inner : fail();
    }
    if (word === "-") return { kind: "operation", op: "-", left: { kind: "number", value: 0 }, right: factor() };
    if (/^\d/.test(word)) return { kind: "number", value: Number(word) };
    return /^[a-zA-Z_]/.test(word) ? { kind: "operand", text: word } : fail();
  }
  const equation = sum();
  if (at !== words.length) fail();
  const used = operands(equation);
  const functions = used.filter((each) => parseFunction(each) !== undefined).length;
  if (functions > 0 && functions < used.length) throw new DiscoverError(`Cannot mix functions and fields in equations: ${text}`);
  return equation;
}

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const start = token.lastIndex;
    const match = token.exec(text);
    if (match === null || words.length > 2 * maxOperators) throw new DiscoverError(`Could not parse the equation ${text} at position ${start + 1}`);
    words.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return words;
}

export function operands(equation: Equation): readonly string[] {
  if (equation.kind === "operand") return [equation.text];
  return equation.kind === "operation" ? [...operands(equation.left), ...operands(equation.right)] : [];
}

/** Null where an operand is missing, or by division by zero. */
export function evaluate(equation: Equation, valueOf: (text: string) => number | null): number | null {
  if (equation.kind === "number") return equation.value;
  if (equation.kind === "operand") return valueOf(equation.text);
  const left = evaluate(equation.left, valueOf);
  const right = evaluate(equation.right, valueOf);
  if (left === null || right === null) return null;
  if (equation.op === "+") return left + right;
  if (equation.op === "-") return left - right;
  if (equation.op === "*") return left * right;
  return right === 0 ? null : left / right;
}
