export interface FunctionCall {
  /** As written. */
  readonly text: string;
  readonly name: string;
  readonly args: readonly string[];
}

/** `p95(transaction.duration)`, also with a filter between back quotes: ``avg_if(`span.op:db`,span.duration)``. Undefined for a plain field. */
export function parseFunction(text: string): FunctionCall | undefined {
  const match = /^([a-zA-Z_]\w*)\((.*)\)$/s.exec(text.trim());
  const [, name, inside] = match ?? [];
  if (name === undefined || inside === undefined || name === "tags" || name === "flags") return undefined;
  return { text, name, args: splitArguments(inside) };
}

function splitArguments(text: string): readonly string[] {
  if (text.trim() === "") return [];
  const out: string[] = [];
  let part = "";
  let closing = "";
  for (const character of text) {
    if (closing !== "") {
      if (character === closing) closing = "";
    } else if (character === "`" || character === '"') closing = character;
    else if (character === "[") closing = "]";
    if (character === "," && closing === "") {
      out.push(part.trim());
      part = "";
    } else part += character;
  }
  return [...out, part.trim()];
}

/** Clients sort by `p95_transaction_duration` for `p95(transaction.duration)`. */
export function functionAlias({ name, args }: FunctionCall): string {
  return [name, ...args].join("_").replaceAll(/[^\w]/g, "_").replace(/_+$/, "");
}
