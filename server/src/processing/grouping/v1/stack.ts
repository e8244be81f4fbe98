import type { Frame, Stacktrace } from "../../normalize/event.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, lazyBranch, switchedOff } from "../hash.ts";
import type { Recent } from "../recent.ts";
import type { CompiledRule, ExceptionView } from "../stack-rules/compile-stack-rule.ts";
import type { Classified, GroupChanges, StackRules } from "../stack-rules/stack-rules.ts";
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
  readonly classified: Classified;
  readonly exception: ExceptionView | undefined;
  /** Worked out when it is asked for: of most threads never. */
  variants: Variants | undefined;
}

export interface StackTools {
  readonly rules: StackRules;
  readonly memory: FrameMemory;
  readonly stacks: Recent<string, PreparedStack>;
}

export function prepareStack(stack: Stacktrace, platform: string, exception: ExceptionView | undefined, tools: StackTools): PreparedStack {
  const { rules, memory, stacks } = tools;
  const frames = stack.frames?.filter((frame) => frame !== null) ?? [];
  const known: KnownFrame[] = [];
  const repeats: boolean[] = [];
  let key: string | null = rules.seesExceptions ? JSON.stringify([exception?.type, exception?.value, exception?.mechanism]) : "";
  for (const [i, frame] of frames.entries()) {
    const each = memory.recall(frame, platform);
    const isRepeated = repeatsPrevious(frame, each, frames[i - 1], known[i - 1]);
    const inApp = clientInApp(frame);
    known.push(each);
    repeats.push(isRepeated);
    // A stack trace with a frame that is new is new.
    if (each.id === null) key = null;
    else if (key !== null) key += `${isRepeated ? "r" : ","}${inApp === undefined ? "" : inApp ? "+" : "-"}${each.id}`;
  }
  const remembered = key === null ? undefined : stacks.get(key);
  if (remembered !== undefined) return remembered;
  const classified = rules.classify(
    known.map((each) => each.rules),
    frames.map(clientInApp),
    exception,
  );
  const prepared: PreparedStack = { known, repeats, classified, exception, variants: undefined };
  if (key !== null) stacks.set(key, prepared);
  return prepared;
}

/** What the SDK said; kept aside where a rule overruled it, so that the rules can be run again. */
function clientInApp(frame: Frame): boolean | undefined {
  const kept = frame.data?.["client_in_app"];
  if (kept === undefined) return frame.in_app;
  return typeof kept === "boolean" ? kept : undefined;
}

/** The stack trace with what was found out about its frames, as pages show it. The same one if nothing changed. */
export function rewrittenStack(stack: Stacktrace, { known, classified }: PreparedStack): Stacktrace {
  let changed = false;
  let at = 0;
  const frames = stack.frames?.map((frame) => {
    if (frame === null) return null;
    const rewritten = rewrittenFrame(frame, known[at], classified.inApp[at] ?? false);
    at++;
    changed ||= rewritten !== frame;
    return rewritten;
  });
  return changed && frames !== undefined ? { ...stack, frames } : stack;
}

function rewrittenFrame(frame: Frame, known: KnownFrame | undefined, inApp: boolean): Frame {
  const name = known?.text.function;
  const trimmed = name !== undefined && frame.function !== undefined && name !== frame.function;
  // Undecided frames count as not in-app anyway: nothing is gained by writing that down.
  if ((frame.in_app ?? false) === inApp && !trimmed) return frame;
  const client = clientInApp(frame);
  return {
    ...frame,
    ...(trimmed && { function: name, raw_function: frame.function }),
    in_app: inApp,
    ...((client ?? false) !== inApp && { data: { ...frame.data, client_in_app: client ?? null } }),
  };
}

/** In `app` only frames of the program itself can count, whatever rules say; in `system` that is not asked (`grouping.md` §8.3). */
export function stackVariants(stack: PreparedStack, { rules }: StackTools): Variants {
  stack.variants ??= newVariants(stack, rules);
  return stack.variants;
}

function newVariants(stack: PreparedStack, rules: StackRules): Variants {
  const { known, classified, exception } = stack;
  if (known.length === 0) {
    const empty = { ...branch("stacktrace", []), hint: "no frames" };
    return { app: empty, system: empty };
  }
  const changes = rules.groupChanges(
    known.map((each) => each.rules),
    classified,
    exception,
  );
  return { app: variant("app", stack, changes), system: variant("system", stack, changes) };
}

function variant(name: "app" | "system", stack: PreparedStack, changes: GroupChanges): GroupingComponent {
  const frames = new CountingFrames(name, stack);
  for (const { frame, contributes, rule } of changes.changes) frames.change(frame, contributes, rule);
  if (changes.maxFrames !== null && changes.maxFrames > 0) frames.keepNewest(changes.maxFrames);
  if (isUselessAlone(stack)) frames.switchOff(0, "ignored single non-URL JavaScript frame");
  return frames.component(changes.minFrames);
}

/** Why a frame does not count, or does again. Put into words when somebody asks. */
type Reason = string | { readonly what: "marked out of app by" | "ignored by" | "un-ignored by"; readonly rule: CompiledRule };

/** Which frames of a stack trace count in one variant. */
class CountingFrames {
  readonly #stack: PreparedStack;
  readonly #isApp: boolean;
  readonly #on: boolean[] = [];
  readonly #reasons: (Reason | undefined)[] = [];

  constructor(name: "app" | "system", stack: PreparedStack) {
    this.#stack = stack;
    this.#isApp = name === "app";
    const { inApp, decidedBy } = stack.classified;
    for (const [i, { counts }] of stack.known.entries()) {
      const isOut = this.#isApp && inApp[i] !== true;
      const rule = decidedBy[i];
      this.#on.push(counts && !isOut && stack.repeats[i] !== true);
      this.#reasons.push(
        isOut ? (rule === undefined ? nonApp : { what: "marked out of app by", rule }) : stack.repeats[i] === true ? "ignored due to recursion" : undefined,
      );
    }
  }

  change(frame: number, contributes: boolean, rule: CompiledRule): void {
    if (this.#isApp && this.#stack.classified.inApp[frame] !== true) return;
    const known = this.#stack.known[frame];
    if (known === undefined || this.#on[frame] === contributes) return;
    this.#on[frame] = contributes && known.value !== "";
    this.#reasons[frame] = { what: contributes ? "un-ignored by" : "ignored by", rule };
  }

  switchOff(frame: number, reason: string): void {
    if (this.#on[frame] !== true) return;
    this.#on[frame] = false;
    this.#reasons[frame] = reason;
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
    for (const [i, { value }] of known.entries()) {
      if (this.#on[i] !== true) continue;
      count++;
      text += value;
    }
    const hint = count === 0 ? this.#emptiness() : null;
    const parts = () => known.map((frame, i) => frameComponent(frame, this.#on[i] === true, worded(this.#reasons[i])));
    const component = lazyBranch("stacktrace", { contributes: count > 0, hint, text }, parts);
    if (minFrames === null || count === 0 || count >= minFrames) return component;
    return switchedOff(component, `discarded because stack trace only contains ${count} of ${minFrames} required frames`);
  }

  #emptiness(): string {
    const isOutOfApp = (reason: Reason | undefined): boolean => reason === nonApp || (typeof reason === "object" && reason.what === "marked out of app by");
    return this.#isApp && this.#reasons.every(isOutOfApp) ? "no in-app frames" : "no contributing frames";
  }
}

const nonApp = "non app frame";

function worded(reason: Reason | undefined): string | null {
  if (reason === undefined || typeof reason === "string") return reason ?? null;
  const { builtIn, text, line } = reason.rule;
  return `${reason.what} ${builtIn ? `built-in stack trace rule (${text})` : `project's stack trace rule in line ${line} (${text})`}`;
}

/** All that tells frames apart is the same; only the frame right before is compared (`grouping.md` §5.5). */
function repeatsPrevious(frame: Frame, known: KnownFrame, previous: Frame | undefined, previousKnown: KnownFrame | undefined): boolean {
  if (previous === undefined || previousKnown === undefined) return false;
  if (frame.lineno !== previous.lineno || frame.colno !== previous.colno) return false;
  if (known === previousKnown) return true;
  const [a, b] = [known.text, previousKnown.text];
  return a.function === b.function && a.filename === b.filename && a.absPath === b.absPath && a.module === b.module && frame.package === previous.package;
}

/** JavaScript: one frame without a function that points to no URL says nothing (`grouping.md` §6.6). */
function isUselessAlone({ known }: PreparedStack): boolean {
  const [only] = known;
  return known.length === 1 && only !== undefined && only.isJavascript && only.text.function === undefined && !isUrl(only.text.absPath, true);
}
