/** What is wrong with a text of rules. Lines and columns count from 1, for a person and an editor. */
export interface RuleMistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type ParsedRules<Rule> = { readonly rules: readonly Rule[] } | { readonly mistake: RuleMistake };

class Mistake extends Error {
  readonly column: number;

  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}

/** One rule a line; `#` begins a comment line, blank lines are passed over. The first mistake ends it: rules count as a whole. */
export function parseRuleLines<Rule>(text: string, parse: (reader: RuleReader, text: string, line: number) => Rule): ParsedRules<Rule> {
  const rules: Rule[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const reader = new RuleReader(line);
    reader.skipSpace();
    if (reader.atEnd()) continue;
    try {
      rules.push(parse(reader, line.trim(), index + 1));
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      return { mistake: { line: index + 1, column: error.column + 1, message: error.message } };
    }
  }
  return { rules };
}

/** Reads one line from left to right. */
export class RuleReader {
  readonly #line: string;
  #at = 0;

  constructor(line: string) {
    this.#line = line;
  }

  get position(): number {
    return this.#at;
  }

  skipSpace(): void {
    while (/\s/.test(this.#line[this.#at] ?? "")) this.#at++;
  }

  /** A comment counts as the end. */
  atEnd(): boolean {
    return this.#at >= this.#line.length || this.#line[this.#at] === "#";
  }

  /** Whether `text` comes next; then it is read. */
  take(text: string): boolean {
    if (!this.#line.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  looksAt(text: string): boolean {
    return this.#line.startsWith(text, this.#at);
  }

  /** What `pattern` (sticky) finds here; then it is read. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#line);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  fail(message: string, at: number = this.#at): never {
    throw new Mistake(message, at);
  }
}
