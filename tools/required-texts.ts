/**
 * Texts of which at least one is in every match of a regular expression; undefined when nothing can be said. Whoever tries
 * many expressions can skip most of them by `includes`, without compiling them.
 */
export function requiredTexts(pattern: string, flags = ""): readonly string[] | undefined {
  const texts = new PatternReader(pattern).read();
  return flags.includes("i") ? texts?.map((text) => text.toLowerCase()) : texts;
}

/** What is known of a part of a pattern. */
interface Part {
  /** The part matches this text and no other. */
  readonly exact?: string;
  /** One of these is in all that the part matches. */
  readonly needs?: readonly string[];
}

const unknown: Part = {};
const empty: Part = { exact: "" };
const literal = (text: string): Part => ({ exact: text, needs: [text] });

/** Parts of so many user agents that to look for them says little. */
const commonplace =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) (iPhone; CPU iPhone OS 18_5 like Mac OS X) (Macintosh; Intel Mac OS X 10_15_7) " +
  "(Linux; Android 10; K Build/A) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Chrome/138.0.0.0 Mobile/15E148 Safari/604.1";

function worth(needs: readonly string[] | undefined): number {
  if (needs === undefined) return 0;
  const shortest = Math.min(...needs.map((text) => text.length));
  return needs.some((text) => commonplace.includes(text)) ? shortest / 100 : Math.max(shortest - needs.length / 4, 0.5);
}

const better = (a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined => (worth(b) > worth(a) ? b : a);

/** Reads the syntax that uap-core uses: no back references, no named groups, no flags inside. Throws on anything else. */
class PatternReader {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  read(): readonly string[] | undefined {
    const { needs } = this.#alternatives();
    if (this.#at < this.#pattern.length) throw this.#fault();
    return needs;
  }

  #alternatives(): Part {
    const first = this.#sequence();
    if (this.#pattern[this.#at] !== "|") return first;
    const needs = new Set(first.needs);
    let known = first.needs !== undefined;
    while (this.#pattern[this.#at] === "|") {
      this.#at++;
      const branch = this.#sequence();
      known &&= branch.needs !== undefined;
      for (const text of branch.needs ?? []) needs.add(text);
    }
    return known ? { needs: [...needs] } : unknown;
  }

  #sequence(): Part {
    let run = "";
    let fixed = true;
    let needs: readonly string[] | undefined;
    const endRun = (): void => {
      if (run !== "") needs = better(needs, [run]);
      run = "";
    };
    while (this.#at < this.#pattern.length && !"|)".includes(this.#pattern[this.#at] ?? "")) {
      const part = this.#atom();
      const atLeast = this.#quantifier();
      if (part.exact !== undefined && atLeast === undefined) {
        run += part.exact;
        continue;
      }
      fixed = false;
      endRun();
      if (atLeast !== 0) needs = better(needs, part.needs);
    }
    const exact = run;
    endRun();
    return { ...(fixed && { exact }), ...(needs !== undefined && { needs }) };
  }

  /** How often the atom before occurs at least; undefined when it occurs once. */
  #quantifier(): number | undefined {
    const [all, count] = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#pattern.slice(this.#at)) ?? [];
    if (all === undefined) return undefined;
    this.#at += all.length;
    return count === undefined ? (all.startsWith("+") ? 1 : 0) : Number(count);
  }

  #atom(): Part {
    const char = this.#next();
    switch (char) {
      case "^":
      case "$":
        return empty;
      case ".":
        return unknown;
      case "[":
        return this.#charClass();
      case "(":
        return this.#group();
      case "\\":
        return this.#escape();
      default:
        return literal(char);
    }
  }

  #charClass(): Part {
    while (this.#pattern[this.#at] !== "]") if (this.#next() === "\\") this.#next();
    this.#at++;
    return unknown;
  }

  #group(): Part {
    const [opening = ""] = /^\?(?::|<?[=!])/.exec(this.#pattern.slice(this.#at)) ?? [];
    this.#at += opening.length;
    const inner = this.#alternatives();
    if (this.#next() !== ")") throw this.#fault();
    return opening === "" || opening === "?:" ? inner : empty;
  }

  #escape(): Part {
    const char = this.#next();
    if (char === "b" || char === "B") return empty;
    if (/[dDsSwW]/.test(char)) return unknown;
    if (/[A-Za-z0-9]/.test(char)) throw this.#fault();
    return literal(char);
  }

  #next(): string {
    const char = this.#pattern[this.#at++];
    if (char === undefined) throw this.#fault();
    return char;
  }

  #fault(): Error {
    return new Error(`cannot read the expression at ${this.#at}: ${this.#pattern}`);
  }
}
