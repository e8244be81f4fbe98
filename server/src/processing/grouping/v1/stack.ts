import type { Frame, Stacktrace } from "../../normalize/event.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, switchedOff } from "../hash.ts";
import type { CompiledRule, ExceptionView } from "../stack-rules/compile-stack-rule.ts";
import type { Classified, GroupChanges, StackRules } from "../stack-rules/stack-rules.ts";
import { isUrl } from "./frame-parts.ts";
import type { FrameMemory, KnownFrame } from "./known-frame.ts";

export interface Variants {
  readonly app: GroupingComponent;
  readonly system: GroupingComponent;
}

/** A stack trace after the classifying half of the rules (`grouping.md` §1, step 3). */
export interface PreparedStack {
  readonly frames: readonly Frame[];
  readonly known: readonly KnownFrame[];
  readonly classified: Classified;
  readonly exception: ExceptionView | undefined;
}

export interface StackTools {
  readonly rules: StackRules;
  readonly memory: FrameMemory;
}

export function prepareStack(stack: Stacktrace, platform: string, exception: ExceptionView | undefined, { rules, memory }: StackTools): PreparedStack {
  const frames = stack.frames?.filter((frame) => frame !== null) ?? [];
  const known = frames.map((frame) => memory.recall(frame, platform));
  const classified = rules.classify(
    known.map((each) => each.rules),
    frames.map(clientInApp),
    exception,
  );
  return { frames, known, classified, exception };
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
export function stackVariants(stack: PreparedStack | undefined, tools: StackTools): Variants {
  if (stack === undefined || stack.frames.length === 0) {
    const empty = { ...branch("stacktrace", []), hint: "no frames" };
    return { app: empty, system: empty };
  }
  const { known, classified, exception } = stack;
  const changes = tools.rules.groupChanges(
    known.map(({ rules }) => rules),
    classified,
    exception,
  );
  return { app: variant("app", stack, changes), system: variant("system", stack, changes) };
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
  return i > 0 && repeatsPrevious(stack, i) ? known.withHint(false, "ignored due to recursion") : known.component;
}

function described({ builtIn, text }: CompiledRule): string {
  return `${builtIn ? "built-in" : "project's"} stack trace rule (${text})`;
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
function repeatsPrevious({ frames, known }: PreparedStack, i: number): boolean {
  const [frame, previous] = [frames[i], frames[i - 1]];
  const [text, previousText] = [known[i]?.text, known[i - 1]?.text];
  if (frame === undefined || previous === undefined || text === undefined || previousText === undefined) return false;
  return (
    text.function === previousText.function &&
    frame.lineno === previous.lineno &&
    frame.colno === previous.colno &&
    text.filename === previousText.filename &&
    text.absPath === previousText.absPath &&
    text.module === previousText.module &&
    frame.package === previous.package
  );
}

/** JavaScript: one frame without a function that points to no URL says nothing (`grouping.md` §6.6). */
function isUselessAlone({ known }: PreparedStack): boolean {
  const [only] = known;
  return known.length === 1 && only !== undefined && only.isJavascript && only.text.function === undefined && !isUrl(only.text.absPath, true);
}
