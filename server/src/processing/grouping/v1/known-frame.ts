import type { Frame } from "../../normalize/event.ts";
import { trimFunction } from "../functions/trim-function.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, switchedOff } from "../hash.ts";
import { Recent } from "../recent.ts";
import { familyOf, frameView } from "../stack-rules/frame-view.ts";
import type { FrameRules, StackRules } from "../stack-rules/stack-rules.ts";
import { afterLastDot, contextLinePart, filenamePart, functionPart, modulePart, type FrameText } from "./frame-parts.ts";

/** All that can be said of a frame without its neighbours, its line and its event. */
export interface KnownFrame {
  /** Never given twice. */
  readonly id: number;
  readonly text: FrameText;
  readonly rules: FrameRules;
  readonly isJavascript: boolean;
  /** As it contributes where nothing but the frame itself is asked. */
  readonly component: GroupingComponent;
  /** `component` switched off (or on again) for a reason that depends on the stack trace. */
  withHint(contributes: boolean, hint: string): GroupingComponent;
}

/** Frames repeat from event to event; what is known of them is worth more than the memory of so many. */
const maxFrames = 2048;

/** The frames that were seen last, for one set of rules. */
export class FrameMemory {
  readonly #rules: StackRules;
  readonly #frames = new Recent<KnownFrame>(maxFrames);
  #nextId = 0;

  constructor(rules: StackRules) {
    this.#rules = rules;
  }

  recall(frame: Frame, eventPlatform: string): KnownFrame {
    const key = keyOf(frame, eventPlatform);
    const remembered = this.#frames.get(key);
    if (remembered !== undefined) return remembered;
    const known = study(this.#nextId++, frame, eventPlatform, this.#rules);
    this.#frames.set(key, known);
    return known;
  }
}

/**
 * All that goes into a hash or a rule, preceded by the lengths of its parts: no text, whatever is in it, can pass for another
 * frame's. Of a long source line only that it is long and how it begins.
 */
function keyOf(frame: Frame, eventPlatform: string): string {
  const { function: name, raw_function: raw, module, filename, package: image, context_line: line, platform = eventPlatform } = frame;
  const path = frame.abs_path === filename ? "" : frame.abs_path;
  const shown = line === undefined || line.length <= 240 ? line : line.slice(0, 241);
  const mapped = frame.data?.["sourcemap"] ? "m" : "";
  const lengths = `${length(name)},${length(raw)},${length(module)},${length(filename)},${length(path)},${length(image)},${length(shown)}${mapped}`;
  return `${lengths}${name ?? ""}${raw ?? ""}${module ?? ""}${filename ?? ""}${path ?? ""}${image ?? ""}${shown ?? ""}${platform}`;
}

function length(text: string | undefined): number | string {
  return text === undefined ? "" : text.length;
}

function study(id: number, frame: Frame, eventPlatform: string, rules: StackRules): KnownFrame {
  const text = frameText(frame, eventPlatform);
  const family = familyOf(text.platform);
  const path = frame.abs_path ?? text.filename;
  const component = frameComponent(text, family === "javascript");
  let copies: Map<string, GroupingComponent> | undefined;
  return {
    id,
    text,
    rules: rules.forFrame(frameView({ function: text.function, module: text.module, package: frame.package, path }, family)),
    isJavascript: family === "javascript",
    component,
    withHint(contributes, hint) {
      copies ??= new Map();
      const key = contributes ? `+${hint}` : hint;
      const known = copies.get(key);
      if (known !== undefined) return known;
      const copy = contributes
        ? {
            ...branch(
              "frame",
              component.values.filter((value) => typeof value !== "string"),
            ),
            hint,
          }
        : switchedOff(component, hint);
      if (copies.size < 16) copies.set(key, copy);
      return copy;
    },
  };
}

/** The function trimmed, the file of a script without its query (`grouping.md` §1). */
function frameText(frame: Frame, eventPlatform: string): FrameText {
  const platform = frame.platform ?? eventPlatform;
  const trimmed = frame.function === undefined || frame.raw_function !== undefined ? frame.function : trimFunction(frame.function, platform);
  const { filename } = frame;
  return {
    platform,
    function: present(trimmed),
    rawFunction: present(frame.raw_function) ?? (trimmed === frame.function ? undefined : frame.function),
    module: present(frame.module),
    filename: present(platform === "javascript" ? filename?.replace(/\?.*$/s, "") : filename),
    absPath: present(frame.abs_path),
    contextLine: present(frame.context_line),
    sourceMapped: Boolean(frame.data?.["sourcemap"]),
  };
}

function present(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

const nativePaths = new Set(["[native code]", "native code", "eval code", "<anonymous>"]);

function frameComponent(text: FrameText, isJavascript: boolean): GroupingComponent {
  const module = modulePart(text);
  const contextLine = contextLinePart(text);
  const component = branch("frame", [module, filenamePart(text, module.contributes), functionPart(text, contextLine.contributes), contextLine]);
  const isPoor =
    isJavascript && (afterLastDot(text.rawFunction ?? text.function ?? "") === "eval" || (text.absPath !== undefined && nativePaths.has(text.absPath)));
  return isPoor ? switchedOff(component, "ignored low quality javascript frame") : component;
}
