/**
 * What may be scrubbed of a value: `yes` by any rule, `asked` only by a rule that names it (ids, names of functions and
 * the like are of use to nobody when they are gone), `no` by none.
 */
type Scrubbable = "yes" | "asked" | "no";

/** Which of the built-in rules look at a text: all, those that take out parts of known form, the one for credentials in addresses, or none. */
type BuiltIn = "all" | "parts" | "credentials" | "none";

/** What is known about the values of an item, so that rules find them by type and leave alone what must stay. */
export interface Shape {
  /** As selectors name it. */
  readonly type: string | undefined;
  readonly scrubbable: Scrubbable;
  readonly builtIn: BuiltIn;
  readonly members: { get(name: string): Shape | undefined };
  /** Of members that are not listed, and of the entries of lists. */
  readonly others: Shape | undefined;
  /** A list of names and values, each of which counts as a member under its name. */
  readonly pairs: boolean;
  /** Something that the rest of the server counts on being there: parts of it may go, itself not. */
  readonly fixed: boolean;
  /** Neither it nor anything in it is looked at by built-in rules. */
  readonly quiet: boolean;
  /** The listed members that are not. */
  readonly loud: readonly (readonly [string, Shape])[];
}

interface Traits {
  readonly type?: string;
  readonly scrubbable?: Scrubbable;
  readonly builtIn?: BuiltIn;
  readonly members?: Readonly<Record<string, Shape>>;
  readonly others?: Shape;
  readonly pairs?: boolean;
  readonly fixed?: boolean;
}

export function shape({ type, scrubbable = "asked", builtIn, members = {}, others, pairs = false, fixed = false }: Traits): Shape {
  const looks = builtIn ?? (scrubbable === "yes" ? "all" : "none");
  const parts = [...Object.values(members), ...(others === undefined ? [] : [others])];
  const quiet = looks === "none" && parts.every((part) => part.quiet);
  const loud = Object.entries(members).filter(([, part]) => !part.quiet);
  return { type, scrubbable, builtIn: looks, members: new Map(Object.entries(members)), others, pairs, fixed, quiet, loud };
}

/** Values of any form, the same all the way down. */
function anyForm(scrubbable: Scrubbable, builtIn: BuiltIn): Shape {
  const self = { type: undefined, scrubbable, builtIn, members: new Map(), pairs: false, fixed: false, quiet: builtIn === "none", loud: [], others: undefined };
  return {
    ...self,
    get others(): Shape {
      return this;
    },
  };
}

export const free = anyForm("yes", "all");
export const asked = anyForm("asked", "none");
export const never = anyForm("no", "none");
/** Text that people read: a word like "token" in it is no secret, a card number is. */
export const prose = anyForm("yes", "parts");
