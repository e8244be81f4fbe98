import type { Frame, Stacktrace } from "../../normalize/event.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, rememberText, switchedOff } from "../hash.ts";
import type { Recent } from "../recent.ts";
import type { CompiledRule, ExceptionView } from "../stack-rules/compile-stack-rule.ts";
import type { Classified, GroupChanges, StackRules } from "../stack-rules/stack-rules.ts";
import { isUrl } from "./frame-parts.ts";
import type { FrameMemory, KnownFrame } from "./known-frame.ts";

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
  readonly stacks: Recent<PreparedStack>;
}

export function prepareStack(stack: Stacktrace, platform: string, exception: ExceptionView | undefined, { rules, memory, stacks }: StackTools): PreparedStack {
  const frames = stack.frames?.filter((frame) => frame !== null) ?? [];
  const known: KnownFrame[] = [];
  const repeats: boolean[] = [];
  let key = rules.seesExceptions ? JSON.stringify([exception?.type, exception?.value, exception?.mechanism]) : "";
  for (const [i, frame] of frames.entries()) {
    const each = memory.recall(frame, platform);
    const isRepeated = repeatsPrevious(frame, each, frames[i - 1], known[i - 1]);
    const inApp = clientInApp(frame);
    known.push(each);
    repeats.push(isRepeated);
    key += `${isRepeated ? "r" : ","}${inApp === undefined ? "" : inApp ? "+" : "-"}${each.id}`;
  }
  const remembered = stacks.get(key);
  if (remembered !== undefined) return remembered;
  const classified = rules.classify(
    known.map((each) => each.rules),
    frames.map(clientInApp),
    exception,
  );
  const prepared: PreparedStack = { known, repeats, classified, exception, variants: undefined };
  stacks.set(key, prepared);
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
  const variants = { app: variant("app", stack, changes), system: variant("system", stack, changes) };
  rememberText(variants.app);
  rememberText(variants.system);
  return variants;
}

function variant(name: "app" | "system", stack: PreparedStack, changes: GroupChanges): GroupingComponent {
  const components = stack.known.map((known, i) => initial(name, known, i, stack));
  for (const { frame, contributes, rule } of changes.changes) {
    if (name === "app" && stack.classified.inApp[frame] !== true) continue;
    const component = components[frame];
    const known = stack.known[frame];
    if (component === undefined || known === undefined || component.contributes === contributes) continue;
    components[frame] = known.withHint(contributes, contributes ? `un-ignored by ${described(rule)}` : `ignored by ${described(rule)}`);
  }
  if (changes.maxFrames !== null && changes.maxFrames > 0) keepNewest(components, changes.maxFrames);
  if (isUselessAlone(stack)) switchOff(components, 0, "ignored single non-URL JavaScript frame");
  return stackComponent(name, components, changes.minFrames);
}

function initial(name: "app" | "system", known: KnownFrame, i: number, stack: PreparedStack): GroupingComponent {
  const { inApp, decidedBy } = stack.classified;
  if (name === "app" && inApp[i] !== true) {
    const rule = decidedBy[i];
    return known.withHint(false, rule === undefined ? "non app frame" : `marked out of app by ${described(rule)}`);
  }
  return stack.repeats[i] === true ? known.withHint(false, "ignored due to recursion") : known.component;
}

function described({ builtIn, text, line }: CompiledRule): string {
  return builtIn ? `built-in stack trace rule (${text})` : `project's stack trace rule in line ${line} (${text})`;
}

function switchOff(components: GroupingComponent[], at: number, hint: string): void {
  const component = components[at];
  if (component?.contributes === true) components[at] = switchedOff(component, hint);
}

function keepNewest(components: GroupingComponent[], count: number): void {
  let kept = 0;
  for (let i = components.length - 1; i >= 0; i--) {
    if (components[i]?.contributes !== true) continue;
    if (kept < count) kept++;
    else switchOff(components, i, `ignored because only ${count} ${count === 1 ? "frame is" : "frames are"} considered`);
  }
}

function stackComponent(name: "app" | "system", components: readonly GroupingComponent[], minFrames: number | null): GroupingComponent {
  const component = branch("stacktrace", components);
  if (!component.contributes) {
    const noneInApp = name === "app" && components.every(({ hint }) => hint === "non app frame" || hint?.startsWith("marked out of app") === true);
    return { ...component, hint: noneInApp ? "no in-app frames" : "no contributing frames" };
  }
  const count = components.filter(({ contributes }) => contributes).length;
  if (minFrames !== null && count < minFrames)
    return switchedOff(component, `discarded because stack trace only contains ${count} of ${minFrames} required frames`);
  return component;
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
