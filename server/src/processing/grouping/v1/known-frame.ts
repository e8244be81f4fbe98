import type { Frame } from "../../normalize/event.ts";
import { trimFunction } from "../functions/trim-function.ts";
import type { GroupingComponent } from "../grouping.ts";
import { familyOf, frameView, type Family } from "../stack-rules/frame-view.ts";
import type { FrameRules, StackRules } from "../stack-rules/stack-rules.ts";
import { afterLastDot, contextLinePart, filenamePart, functionPart, modulePart, type FrameText } from "./frame-parts.ts";

/** All that can be said of a frame without its neighbours, its line and its event. */
export interface KnownFrame {
  /** Never given twice; null for a frame that is not remembered. */
  readonly id: number | null;
  readonly text: FrameText;
  readonly rules: FrameRules;
  readonly isJavascript: boolean;
  /** What it contributes where it does; empty if there is nothing. */
  readonly value: string;
  /** Whether it does where nothing but the frame itself is asked. */
  readonly counts: boolean;
}

export function studyFrame(id: number | null, frame: Frame, eventPlatform: string, rules: StackRules): KnownFrame {
  const text = frameText(frame, eventPlatform);
  const family = familyOf(text.platform);
  const path = frame.abs_path ?? text.filename;
  const parts = frameParts(text);
  let value = "";
  for (const { contributes, values } of parts) {
    const [first] = values;
    if (contributes && typeof first === "string") value += first;
  }
  return {
    id,
    text,
    rules: rules.forFrame(frameView({ function: text.function, module: text.module, package: frame.package, path }, family)),
    isJavascript: family === "javascript",
    value,
    counts: value !== "" && !isPoor(text, family),
  };
}

/** For people: the parts of a frame, each with the reason why it counts or does not. */
export function frameComponent({ text, value }: KnownFrame, contributes: boolean, hint: string | null): GroupingComponent {
  const reason = hint ?? (isPoor(text, familyOf(text.platform)) ? "ignored low quality javascript frame" : null);
  return { id: "frame", contributes: contributes && value !== "", hint: reason, values: frameParts(text) };
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

function frameParts(text: FrameText): readonly GroupingComponent[] {
  const module = modulePart(text);
  const contextLine = contextLinePart(text);
  return [module, filenamePart(text, module.contributes), functionPart(text, contextLine.contributes), contextLine];
}

function isPoor({ rawFunction, function: name, absPath }: FrameText, family: Family): boolean {
  return family === "javascript" && (afterLastDot(rawFunction ?? name ?? "") === "eval" || (absPath !== undefined && nativePaths.has(absPath)));
}
