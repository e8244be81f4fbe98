/** What the two search grammars are made of (`api.md` §3.1), before keys get a meaning. */
export type Token = FilterToken | TextToken | OperatorToken;

export interface FilterToken {
  readonly kind: "filter";
  readonly negated: boolean;
  readonly key: string;
  /** `tags[key]`: a tag even when a field has the same name. */
  readonly forcedTag: boolean;
  /** The key is a function of many events. */
  readonly aggregate?: boolean;
  readonly value: ValueToken;
  readonly column: number;
}

export interface ValueToken {
  /** `[a, b]`: any of the items. Otherwise there is exactly one. */
  readonly list: boolean;
  readonly items: readonly ItemToken[];
  /** Written by a search builder between U+F00D marks: the value is a part of what it is compared with. */
  readonly affix: "contains" | "startsWith" | "endsWith" | null;
}

export interface ItemToken {
  /** As written, without its quotes; `\"` and `\*` are still escaped. */
  readonly raw: string;
  readonly quoted: boolean;
  readonly column: number;
}

export interface TextToken {
  readonly kind: "text";
  readonly raw: string;
  readonly column: number;
}

interface OperatorToken {
  readonly kind: "and" | "or" | "open" | "close";
  readonly column: number;
}
