import type { Scrubbing } from "./compile.ts";
import type { ValueRemark } from "./meta.ts";
import { lengthOf, redactText, removesValue, type Rule } from "./rule.ts";
import type { Shape } from "./shape.ts";
import { sensitiveCookies } from "./patterns.ts";

/** Deeper than normalization keeps anything. */
const maxDepth = 64;
const maxRemarks = 500;

const removed = Symbol("removed");
const cookieRule: Rule = { id: "@anything:filter", target: { kind: "anything" }, redaction: { method: "replace", text: "[Filtered]" } };
const ipRule: readonly Rule[] = [{ id: "@anything:remove", target: { kind: "anything" }, redaction: { method: "remove" } }];
const noRules: readonly Rule[] = [];

/** Walks through one item and takes out what rules find. What has nothing in it stays the same object. */
export class Scrubber {
  readonly #rules: Scrubbing;
  /** Where it stands, as selectors see it. */
  readonly #keys: string[] = [];
  readonly #types: string[] = [];
  /** As `_meta` sees it: entries of lists of pairs have positions. */
  readonly #path: (string | number)[] = [];
  readonly found: ValueRemark[] = [];

  constructor(rules: Scrubbing) {
    this.#rules = rules;
  }

  /** The item after its rules; the same object if they found nothing. */
  item<T extends object>(value: T, shape: Shape): T {
    this.#types.push(shape.type ?? "object");
    const after = this.#members(value, shape, false);
    this.#types.pop();
    return after;
  }

  #value(value: unknown, key: string, shape: Shape, safe: boolean): unknown {
    if (shape.quiet && this.#rules.applications.length === 0) return value;
    if (value === null || value === undefined || shape.scrubbable === "no" || this.#keys.length >= maxDepth) return value;
    this.#keys.push(key);
    this.#types.push(shape.type ?? typeOf(value));
    const exempt = safe || (this.#rules.safeNames.size > 0 && this.#rules.safeNames.has(key.toLowerCase()));
    const after = typeof value === "string" ? this.#text(value, key, shape, exempt) : this.#other(value, key, shape, exempt);
    this.#keys.pop();
    this.#types.pop();
    return after;
  }

  #text(text: string, key: string, shape: Shape, exempt: boolean): unknown {
    const own = this.#ownRules(shape);
    const usual = exempt || text === "" ? noRules : this.#usualRules(text, key, shape);
    if (own.length === 0 && usual.length === 0) return text;
    const redacted = redactText(text, key, own.length === 0 ? usual : [...own, ...usual]);
    if (redacted === undefined) return text;
    if (redacted === "removed") {
      this.#remark([[(own[0] ?? usual[0])?.id ?? "", "x"]], undefined);
      return removed;
    }
    this.#remark(redacted.remarks, lengthOf(text));
    return redacted.text;
  }

  #usualRules(text: string, key: string, shape: Shape): readonly Rule[] {
    const rules = this.#rules;
    if (shape.builtIn === "none") return noRules;
    if (shape.builtIn === "parts") return rules.parts;
    if (shape.builtIn === "credentials") return rules.credentials;
    if (rules.ipAddresses && this.#isAddress(key)) return ipRule;
    if (rules.cookies && this.#keys.at(-2) === "cookies" && sensitiveCookies.has(key.toLowerCase())) return [cookieRule];
    return rules.sensitiveName?.(key) === true || rules.suspicious.test(text) ? rules.builtIn : noRules;
  }

  /** Fields that are known to hold nothing but an address. */
  #isAddress(key: string): boolean {
    const owner = this.#keys.at(-2);
    return (
      (key === "ip_address" && owner === "user") ||
      (key === "client_ip" && owner === "sdk") ||
      (key.toUpperCase() === "REMOTE_ADDR" && owner === "env") ||
      key === "client.address" ||
      key === "user.ip" ||
      key === "user.ip_address"
    );
  }

  #other(value: unknown, key: string, shape: Shape, exempt: boolean): unknown {
    if (!shape.fixed) {
      const by = this.#ownRules(shape).find((rule) => removesValue(rule, key)) ?? (exempt || shape.builtIn !== "all" ? undefined : this.#namedRule(key));
      if (by !== undefined && (typeof value !== "boolean" || by.target.kind === "named")) {
        this.#remark([[by.id, "x"]], undefined);
        return removed;
      }
    }
    return typeof value === "object" && value !== null ? this.#members(value, shape, exempt) : value;
  }

  #namedRule(key: string): Rule | undefined {
    return this.#rules.sensitiveName?.(key) === true ? this.#rules.builtIn.find((rule) => removesValue(rule, key)) : undefined;
  }

  #ownRules({ scrubbable }: Shape): readonly Rule[] {
    const { applications } = this.#rules;
    if (applications.length === 0) return noRules;
    const place = { keys: this.#keys, types: this.#types };
    return applications.flatMap(({ selector, rules }) => ((scrubbable === "yes" || selector.specific) && selector.matches(place) ? rules : noRules));
  }

  #members<T extends object>(container: T, shape: Shape, exempt: boolean): T {
    if (Array.isArray(container)) return shape.pairs ? this.#pairs(container, shape, exempt) : this.#entries(container, shape, exempt);
    let copy: T | undefined;
    const look = (key: string, part: Shape): void => {
      const before: unknown = Reflect.get(container, key);
      if (before === undefined || before === null) return;
      const after = this.#at(key, before, key, part, exempt);
      if (after === before) return;
      copy ??= { ...container };
      // Where members are known by name, a missing one is what others are prepared for; data of a free form keeps a null.
      const isFree = part === shape.others && part.others === part && part.scrubbable === "yes";
      if (after === removed && !isFree) Reflect.deleteProperty(copy, key);
      else Reflect.set(copy, key, after === removed ? null : after);
    };
    // Of a stack's frames, say, only the variables are of interest to built-in rules: a third of the time.
    if (this.#rules.applications.length === 0 && shape.others?.quiet !== false) for (const [key, part] of shape.loud) look(key, part);
    else {
      for (const key in container) {
        const part = shape.members.get(key) ?? shape.others;
        if (part !== undefined) look(key, part);
      }
    }
    return copy ?? container;
  }

  #entries<T extends object>(list: T & readonly unknown[], shape: Shape, exempt: boolean): T {
    const part = shape.others;
    if (part === undefined) return list;
    let copy: T | undefined;
    for (let i = 0; i < list.length; i++) {
      const before = list[i];
      if (before === null) continue;
      const after = this.#at(i, before, String(i), part, exempt);
      if (after === before) continue;
      copy ??= Object.assign([], list);
      Reflect.set(copy, i, after === removed ? null : after);
    }
    return copy ?? list;
  }

  #at(step: string | number, value: unknown, key: string, shape: Shape, exempt: boolean): unknown {
    this.#path.push(step);
    const after = this.#value(value, key, shape, exempt);
    this.#path.pop();
    return after;
  }

  #pairs<T extends object>(list: T & readonly unknown[], shape: Shape, exempt: boolean): T {
    let copy: T | undefined;
    for (const [i, pair] of list.entries()) {
      if (!Array.isArray(pair) || typeof pair[0] !== "string") continue;
      const name: string = pair[0];
      const part = shape.members.get(name) ?? shape.others;
      if (part === undefined) continue;
      const before: unknown = pair[1];
      this.#path.push(i);
      const after = this.#at(1, before, name, part, exempt);
      this.#path.pop();
      if (after === before) continue;
      copy ??= Object.assign([], list);
      // Tags have no null: an empty one is left out of everything that is made of them.
      Reflect.set(copy, i, [name, after === removed ? (shape.fixed ? "" : null) : after]);
    }
    return copy ?? list;
  }

  #remark(remarks: ValueRemark["remarks"], length: number | undefined): void {
    if (this.found.length < maxRemarks) this.found.push({ path: this.#path.map(String), remarks, length });
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value;
}
