import type { JsonObject } from "../../json/json.ts";
import type { Frame, Stacktrace } from "../../normalize/event.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, lazyBranch, switchedOff } from "../hash.ts";
import type { Recent } from "../recent.ts";
import type { CompiledRule, ExceptionView } from "../stack-rules/compile-stack-rule.ts";
import type { Classified, GroupChange, GroupChanges, StackRules } from "../stack-rules/stack-rules.ts";
import type { ConfigTraits } from "./config-traits.ts";
import { isUrl } from "./frame-parts.ts";
import type { FrameMemory } from "./frame-memory.ts";
import { frameComponent, type KnownFrame } from "./known-frame.ts";

export interface Variants {
  readonly app: GroupingComponent;
  readonly system: GroupingComponent;
}

/** A stack trace after the classifying half of the rules (`grouping.md` §1, step 3). The same for all events that have it. */
export interface PreparedStack {
  readonly known: readonly KnownFrame[];
  /** Whether a frame is the one before it once more; lines and columns tell that, so it is not known of the frame alone. */
  readonly repeats: readonly boolean[];
  /** What the SDKs said. */
  readonly clientInApp: readonly (boolean | undefined)[];
  readonly classified: Classified;
  readonly exception: ExceptionView | undefined;
  /** Worked out when it is asked for: of most threads never. */
  variants: Variants | undefined;
}

export interface StackTools {
  readonly rules: StackRules;
  readonly memory: FrameMemory;
  readonly traits: ConfigTraits;
  /** By a number made of what they are made of. */
  readonly stacks: Recent<number, PreparedStack>;
}

type Sight = Pick<PreparedStack, "known" | "repeats" | "clientInApp" | "exception">;

export function prepareStack(stack: Stacktrace, platform: string, exception: ExceptionView | undefined, tools: StackTools): PreparedStack {
  const { rules, memory, stacks } = tools;
  const known: KnownFrame[] = [];
  const repeats: boolean[] = [];
  const inApp: (boolean | undefined)[] = [];
  let key = 17;
  let isNew = false;
  let before: Frame | undefined;
  for (const frame of stack.frames ?? []) {
    if (frame === null) continue;
    const each = memory.recall(frame, frame.platform ?? platform);
    const isRepeated = repeatsPrevious(frame, each, before, known.at(-1));
    before = frame;
    known.push(each);
    repeats.push(isRepeated);
    const said = clientInApp(frame);
    inApp.push(said);
    // A stack trace with a frame that is new is new.
    isNew ||= each.id === 0;
    key = (Math.imul(key, 31) + each.id * 8 + (isRepeated ? 4 : 0) + (said === undefined ? 2 : said ? 1 : 0)) | 0;
  }
  const sight: Sight = { known, repeats, clientInApp: inApp, exception };
  const remembered = isNew ? undefined : stacks.get(key);
  if (remembered !== undefined && isSame(remembered, sight, rules.seesExceptions)) return remembered;
  const prepared: PreparedStack = { ...sight, classified: rules.classify(known, inApp, exception), variants: undefined };
  if (!isNew) stacks.set(key, prepared);
  return prepared;
}

function isSame(a: Sight, b: Sight, seesExceptions: boolean): boolean {
  if (a.known.length !== b.known.length) return false;
  for (let i = 0; i < a.known.length; i++)
    if (a.known[i] !== b.known[i] || a.repeats[i] !== b.repeats[i] || a.clientInApp[i] !== b.clientInApp[i]) return false;
  if (!seesExceptions) return true;
  return a.exception?.type === b.exception?.type && a.exception?.value === b.exception?.value && a.exception?.mechanism === b.exception?.mechanism;
}

/** What the SDK said; kept aside where a rule overruled it, so that the rules can be run again. */
function clientInApp(frame: Frame): boolean | undefined {
  const kept = frame.data?.["client_in_app"];
  if (kept === undefined) return frame.in_app;
  return typeof kept === "boolean" ? kept : undefined;
}

/** The stack trace with what was found out about its frames, as pages show it. The same one if nothing changed. */
export function rewrittenStack(stack: Stacktrace, { known, classified, clientInApp }: PreparedStack): Stacktrace {
  let changed = false;
  let at = 0;
  const frames = stack.frames?.map((frame) => {
    if (frame === null) return null;
    const rewritten = rewrittenFrame(frame, known[at], clientInApp[at], classified.inApp[at] ?? false);
    at++;
    changed ||= rewritten !== frame;
    return rewritten;
  });
  return changed && frames !== undefined ? { ...stack, frames } : stack;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function rewrittenFrame(frame: Frame, known: KnownFrame | undefined, client: boolean | undefined, inApp: boolean): Frame {
  const name = known?.text.function;
  const trimmed = name !== undefined && frame.function !== undefined && name !== frame.function;
  const file = known?.text.filename;
  const hadQuery = file !== undefined && file !== frame.filename;
  // Undecided frames count as not in-app anyway: nothing is gained by writing that down.
  if ((frame.in_app ?? false) === inApp && !trimmed && !hadQuery) return frame;
  // A third of what spreading costs, which was half of all for stack traces known by heart.
  const copy: Writable<Frame> = Object.assign({}, frame);
  if (trimmed) {
    copy.function = name;
    copy.raw_function = frame.function;
  }
  if (hadQuery) copy.filename = file;
  copy.in_app = inApp;
  if ((client ?? false) !== inApp) copy.data = frame.data === undefined ? clientSaid(client) : { ...frame.data, client_in_app: client ?? null };
  return copy;
}

const saidNothing: JsonObject = { client_in_app: null };
const saidInApp: JsonObject = { client_in_app: true };
const saidNotInApp: JsonObject = { client_in_app: false };

function clientSaid(inApp: boolean | undefined): JsonObject {
  return inApp === undefined ? saidNothing : inApp ? saidInApp : saidNotInApp;
}

/** In `app` only frames of the program itself can count, whatever rules say; in `system` that is not asked (`grouping.md` §8.3). */
export function stackVariants(stack: PreparedStack, tools: StackTools): Variants {
  stack.variants ??= newVariants(stack, tools);
  return stack.variants;
}

function newVariants(stack: PreparedStack, { rules, traits }: StackTools): Variants {
  const { known, classified, exception } = stack;
  if (known.length === 0) {
    const empty = { ...branch("stacktrace", []), hint: "no frames" };
    return { app: empty, system: empty };
  }
  const changes = rules.groupChanges(known, classified, exception);
  const useless = uselessAlone(stack, traits);
  return { app: variant("app", stack, changes, useless), system: variant("system", stack, changes, useless) };
}

function variant(name: "app" | "system", stack: PreparedStack, changes: GroupChanges, useless: string | null): GroupingComponent {
  const frames = new CountingFrames(name, stack);
  if (useless !== null) frames.switchOff(0, useless);
  for (const change of changes.changes) frames.change(change);
  if (changes.maxFrames !== null && changes.maxFrames > 0) frames.keepNewest(changes.maxFrames);
  return frames.component(changes.minFrames);
}

/** Which frames of a stack trace count in one variant. */
class CountingFrames {
  readonly #stack: PreparedStack;
  readonly #isApp: boolean;
  readonly #on: boolean[] = [];
  /** Of those that were changed after the first look. */
  readonly #reasons = new Map<number, string | GroupChange>();

  constructor(name: "app" | "system", stack: PreparedStack) {
    this.#stack = stack;
    this.#isApp = name === "app";
    const { known, repeats } = stack;
    for (let i = 0; i < known.length; i++) this.#on.push(known[i]?.counts === true && !this.#isOut(i) && repeats[i] !== true);
  }

  #isOut(frame: number): boolean {
    return this.#isApp && this.#stack.classified.inApp[frame] !== true;
  }

  change(change: GroupChange): void {
    const { frame, contributes } = change;
    const known = this.#stack.known[frame];
    if (this.#isOut(frame) || known === undefined || this.#on[frame] === contributes) return;
    this.#on[frame] = contributes && known.value !== "";
    this.#reasons.set(frame, change);
  }

  switchOff(frame: number, reason: string): void {
    if (this.#on[frame] !== true) return;
    this.#on[frame] = false;
    this.#reasons.set(frame, reason);
  }

  keepNewest(count: number): void {
    let kept = 0;
    for (let i = this.#on.length - 1; i >= 0; i--) {
      if (this.#on[i] !== true) continue;
      if (kept < count) kept++;
      else this.switchOff(i, `ignored because only ${count} ${count === 1 ? "frame is" : "frames are"} considered`);
    }
  }

  component(minFrames: number | null): GroupingComponent {
    const { known } = this.#stack;
    let count = 0;
    let text = "";
    for (let i = 0; i < known.length; i++) {
      if (this.#on[i] !== true) continue;
      count++;
      text += known[i]?.value ?? "";
    }
    const hint = count === 0 ? (this.#isApp && known.every((_frame, i) => this.#isOut(i)) ? "no in-app frames" : "no contributing frames") : null;
    const parts = () => known.map((frame, i) => frameComponent(frame, this.#on[i] === true, this.#reason(i)));
    const component = lazyBranch("stacktrace", { contributes: count > 0, hint, text }, parts);
    if (minFrames === null || count === 0 || count >= minFrames) return component;
    return switchedOff(component, `discarded because stack trace only contains ${count} of ${minFrames} required frames`);
  }

  /** Why a frame does not count, or does again. */
  #reason(frame: number): string | null {
    const changed = this.#reasons.get(frame);
    if (typeof changed === "string") return changed;
    if (changed !== undefined) return byRule(changed.contributes ? "un-ignored by" : "ignored by", changed.rule);
    if (!this.#isOut(frame)) return this.#stack.repeats[frame] === true ? "ignored due to recursion" : null;
    const rule = this.#stack.classified.decidedBy[frame];
    return rule === undefined ? "non app frame" : byRule("marked out of app by", rule);
  }
}

function byRule(what: string, { builtIn, text, line }: CompiledRule): string {
  return `${what} ${builtIn ? `built-in stack trace rule (${text})` : `project's stack trace rule in line ${line} (${text})`}`;
}

/** All that tells frames apart is the same; only the frame right before is compared (`grouping.md` §5.5). */
function repeatsPrevious(frame: Frame, known: KnownFrame, previous: Frame | undefined, previousKnown: KnownFrame | undefined): boolean {
  if (previous === undefined || previousKnown === undefined) return false;
  if (frame.lineno !== previous.lineno || frame.colno !== previous.colno) return false;
  if (known === previousKnown) return true;
  const [a, b] = [known.text, previousKnown.text];
  return a.function === b.function && a.filename === b.filename && a.absPath === b.absPath && a.module === b.module && frame.package === previous.package;
}

/** JavaScript: one frame without a function that points to no URL says nothing (`grouping.md` §6.6); the reason for a person. */
function uselessAlone({ known }: PreparedStack, { droppedLoneFrame }: ConfigTraits): string | null {
  const [only] = known;
  if (known.length !== 1 || only?.text.family !== "javascript" || only.text.function !== undefined) return null;
  if (isUrl(only.text.absPath, true)) return droppedLoneFrame === "at a URL" ? "ignored single URL JavaScript frame" : null;
  return droppedLoneFrame === "elsewhere" ? "ignored single non-URL JavaScript frame" : null;
}
