import type { Frame } from "../../normalize/event.ts";
import { trimFunction } from "../functions/trim-function.ts";
import type { GroupingComponent } from "../grouping.ts";
import { leaf } from "../hash.ts";
import { familyOf, FrameView } from "../stack-rules/frame-view.ts";
import type { RuledFrame, StackRules } from "../stack-rules/stack-rules.ts";
import type { ConfigTraits } from "./config-traits.ts";
import { afterLastDot, contextLinePart, filenamePart, functionPart, modulePart, type FrameText, type PartNote } from "./frame-parts.ts";

/** All that can be said of a frame without its neighbours, its line and its event. */
export interface KnownFrame extends RuledFrame {
  /** Never given twice; 0 for a frame that is not remembered. */
  readonly id: number;
  readonly text: FrameText;
  /** What it contributes where it does; empty if there is nothing. */
  readonly value: string;
  /** Whether it does where nothing but the frame itself is asked. */
  readonly counts: boolean;
}

export function studyFrame(id: number, frame: Frame, platform: string, rules: StackRules, traits: ConfigTraits): KnownFrame {
  const text = frameText(frame, platform, traits);
  const view = new FrameView(text.function, text.module, frame.package, frame.abs_path ?? text.filename, text.family);
  const value = valueOf(text);
  return { id, text, view, rules: rules.forFrame(view), value, counts: value !== "" && !isPoor(text) };
}

/** The function trimmed, the file of a script without its query (`grouping.md` §1). */
function frameText(frame: Frame, platform: string, { generalizesSpawn }: ConfigTraits): FrameText {
  const { function: sent, raw_function: raw } = frame;
  const trimmed = sent === undefined || raw !== undefined ? sent : trimFunction(sent, platform);
  return {
    platform,
    family: familyOf(platform),
    function: present(trimmed),
    rawFunction: present(raw) ?? (trimmed === sent ? undefined : sent),
    module: present(frame.module),
    filename: present(platform === "javascript" ? withoutQuery(frame.filename) : frame.filename),
    absPath: present(frame.abs_path),
    contextLine: present(frame.context_line),
    sourceMapped: isSourceMapped(frame),
    generalizesSpawn,
  };
}

/** Set at all, as `grouping.md` §5.3 has it. */
export function isSourceMapped({ data }: Frame): boolean {
  const map = data?.["sourcemap"];
  return map !== undefined && map !== null;
}

function withoutQuery(filename: string | undefined): string | undefined {
  const query = filename === undefined ? -1 : filename.indexOf("?");
  return query < 0 ? filename : filename?.slice(0, query);
}

function present(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function valueOf(text: FrameText): string {
  const module = modulePart(text);
  const contextLine = contextLinePart(text);
  return module + filenamePart(text, module !== "") + functionPart(text, contextLine !== "") + contextLine;
}

/** For people: the parts of a frame, each with the reason why it counts or does not. */
export function frameComponent({ text, value }: KnownFrame, contributes: boolean, hint: string | null): GroupingComponent {
  const module = explained("module", (note) => modulePart(text, note));
  const contextLine = explained("context_line", (note) => contextLinePart(text, note));
  const parts = [
    module,
    explained("filename", (note) => filenamePart(text, module.contributes, note)),
    explained("function", (note) => functionPart(text, contextLine.contributes, note)),
    contextLine,
  ];
  const reason = hint ?? (isPoor(text) ? "ignored low quality javascript frame" : null);
  return { id: "frame", contributes: contributes && value !== "", hint: reason, values: parts };
}

function explained(id: string, part: (note: PartNote) => string): GroupingComponent {
  const note: PartNote = { text: undefined, off: null, hint: null };
  part(note);
  return leaf(id, note.text, note.off, note.hint);
}

const nativePaths = new Set(["[native code]", "native code", "eval code", "<anonymous>"]);

function isPoor({ rawFunction, function: name, absPath, family }: FrameText): boolean {
  return family === "javascript" && (afterLastDot(rawFunction ?? name ?? "") === "eval" || (absPath !== undefined && nativePaths.has(absPath)));
}
