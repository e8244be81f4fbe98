import type { Family } from "../stack-rules/frame-view.ts";

/** What of a frame can go into a hash. Two frames that agree in it have the same parts. */
export interface FrameText {
  readonly platform: string;
  readonly family: Family;
  /** Trimmed. */
  readonly function: string | undefined;
  readonly rawFunction: string | undefined;
  readonly module: string | undefined;
  readonly filename: string | undefined;
  readonly absPath: string | undefined;
  readonly contextLine: string | undefined;
  readonly sourceMapped: boolean;
  readonly generalizesSpawn: boolean;
}

/**
 * Why a part counts or does not, for people. All parts are worked out by one function each, which answers what goes into the
 * hash; nearly always nobody asks for more.
 */
export interface PartNote {
  /** What is shown, also of a part that does not count. */
  text: string | undefined;
  /** Why it does not. */
  off: string | null;
  /** What was done to it. */
  hint: string | null;
}

function counts(text: string, note: PartNote | undefined, hint: string | null = null): string {
  if (note !== undefined) {
    note.text = text;
    note.hint = hint;
  }
  return text;
}

function off(reason: string, text: string | undefined, note: PartNote | undefined): "" {
  if (note !== undefined) {
    note.text = text;
    note.off = reason;
  }
  return "";
}

const urlPrefix = /^(?:https?|applewebdata|blob):/;
const urlOrFilePrefix = /^(?:https?|applewebdata|blob|file):/;

export function isUrl(path: string | undefined, files: boolean): boolean {
  if (path === undefined || path.startsWith("/")) return false;
  return (files ? urlOrFilePrefix : urlPrefix).test(path);
}

const javassistMarker = "$$_javassist";
const javassist = /(\$\$_javassist)(?:_seam)?(?:_\d+)?/g;

/** The last part of the path in lower case (`grouping.md` §5.1). */
export function filenamePart({ filename, absPath, platform }: FrameText, moduleCounts: boolean, note?: PartNote): string {
  if (filename === undefined || (moduleCounts && note === undefined)) return "";
  const base = filename.slice(Math.max(filename.lastIndexOf("/"), filename.lastIndexOf("\\")) + 1).toLowerCase();
  const cleaned = platform === "java" && base.includes(javassistMarker) ? base.replaceAll(javassist, "$1<auto>") : base;
  if (moduleCounts) return off("module takes precedence", cleaned, note);
  if (isUrl(absPath, false)) return off("frame points to a URL", cleaned, note);
  if (base === "<anonymous>") return off("anonymous filename discarded", cleaned, note);
  if (base === "[native code]") return off("native code indicated by filename", cleaned, note);
  return counts(cleaned, note, cleaned === base ? null : "cleaned javassist parts");
}

/** Markers after which the JVM's libraries append something made up, in the order in which they are looked for (`grouping.md` §5.2). */
const generatedTails: readonly (readonly [needs: string, tail: RegExp])[] = [
  ["sun.reflect.Generated", /(sun\.reflect\.Generated(?:Serialization)?ConstructorAccessor)\d+/g],
  ["CGLIB$$", /(\$\$\w+?CGLIB\$\$)[a-fA-F\d]+(?:_\d+)?/g],
  [javassistMarker, javassist],
  ["$fn__", /(\$fn__)\d+/g],
  ["$EnhancerBy", /(\$\$?EnhancerBy\w+?\$?\$)[a-fA-F\d]+(?:_\d+)?/g],
  ["$FastClassBy", /(\$\$?FastClassBy\w+?\$?\$)[a-fA-F\d]+(?:_\d+)?/g],
  ["$HibernateProxy", /(\$\$?HibernateProxy\$?\$)\w+(?:_\d+)?/g],
];
const methodAccessors = ["sun.reflect.GeneratedMethodAccessor", "jdk.internal.reflect.GeneratedMethodAccessor"] as const;

export function modulePart({ module, absPath, platform }: FrameText, note?: PartNote): string {
  if (module === undefined) return "";
  if (platform === "javascript" && module.includes("/") && absPath?.endsWith(module) === true) return off("ignored bad javascript module", module, note);
  if (platform !== "java") return counts(module, note);
  const hasDollar = module.includes("$");
  if (hasDollar && module.includes("$$Lambda$")) return off("ignored java lambda", module, note);
  const accessor = methodAccessors.find((each) => module.length > each.length && module.startsWith(each));
  if (accessor !== undefined) return counts(accessor, note, "removed reflection marker");
  if (!hasDollar && !module.startsWith("sun.reflect.")) return counts(module, note);
  let cleaned = module;
  for (const [needs, tail] of generatedTails) if (module.includes(needs)) cleaned = cleaned.replaceAll(tail, "$1<auto>");
  return counts(cleaned, note, cleaned === module ? null : "removed codegen marker");
}

const erbSuffix = /__\d{4,}_\d{4,}$/;
const unnamed = new Set(["", "?", "<anonymous>", "<anonymous function>", "Anonymous function"]);

/** `grouping.md` §5.3 */
export function functionPart(text: FrameText, contextLineCounts: boolean, note?: PartNote): string {
  const name = text.platform === "csharp" ? (text.rawFunction ?? text.function) : (text.function ?? text.rawFunction);
  if (name === undefined) return "";
  if (text.family === "javascript") return javascriptFunction(name, text, contextLineCounts, note);
  if (text.family === "native") return name === "<redacted>" || name === "<unknown>" ? off("ignored unknown function", name, note) : counts(name, note);
  if (text.platform === "ruby") return rubyFunction(name, note);
  if (text.platform === "php") return phpFunction(name, note);
  return text.platform === "java" && name.startsWith("lambda$") ? off("ignored lambda function", name, note) : counts(name, note);
}

function rubyFunction(name: string, note: PartNote | undefined): string {
  if (name.startsWith("block ")) return counts("block", note, "ruby block");
  const stem = name.replace(erbSuffix, "");
  return counts(stem, note, stem === name ? null : "removed generated erb template suffix");
}

function phpFunction(name: string, note: PartNote | undefined): string {
  if (name.startsWith("[Anonymous") || name.startsWith("class@anonymous\0")) return off("ignored anonymous function", name, note);
  if (!name.startsWith("class@anonymous") || !name.includes("::")) return counts(name, note);
  return counts(name.slice(name.lastIndexOf("::") + 2), note, "anonymous class method");
}

/** `Foo.bar` and `Object.bar` are what different browsers make of one function. */
export function afterLastDot(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function javascriptFunction(name: string, text: FrameText, contextLineCounts: boolean, note: PartNote | undefined): string {
  const last = afterLastDot(name);
  if (text.sourceMapped && contextLineCounts) return off("ignored because sourcemap used and context line available", last, note);
  const given = text.rawFunction === undefined ? last : afterLastDot(text.rawFunction);
  if (unnamed.has(given) || given.endsWith("/<")) return off("ignored unknown function name", last, note);
  return counts(last, note, last === name ? null : "trimmed javascript function");
}

/** Only here is a source line stable and telling (`grouping.md` §2). */
const withContextLine = new Set(["javascript", "node", "python", "php", "ruby"]);
const maxContextLine = 120;

const spawnMain = /^\s*from multiprocessing\.spawn import spawn_main; ?spawn_main\((?:tracker_fd|parent_pid)=\d+, pipe_handle=\d+\)/;

export function contextLinePart(text: FrameText, note?: PartNote): string {
  const line = text.contextLine;
  if (line === undefined || !withContextLine.has(text.platform)) return "";
  if (isTooLong(line)) return note === undefined ? "" : off("discarded because line too long", collapse(line).slice(0, maxContextLine), note);
  const collapsed = collapse(line);
  if (text.family === "javascript" && text.function === undefined && isUrl(text.absPath, true))
    return off("discarded because from URL origin and no function", collapsed, note);
  if (text.generalizesSpawn && text.module === "__main__" && text.filename === "<string>" && text.function === "<module>" && spawnMain.test(line))
    return counts(collapsed.replaceAll(/=\d+/g, "=<int>"), note, "generalized the interpreter's numbers");
  return counts(collapsed, note);
}

function isTooLong(line: string): boolean {
  return line.length > maxContextLine && (line.length > 2 * maxContextLine || Array.from(line).length > maxContextLine);
}

const collapsible = /[^\S ]| {2}/;

/** Most lines have nothing to collapse once they are trimmed. */
function collapse(line: string): string {
  const trimmed = line.trim();
  return collapsible.test(trimmed) ? trimmed.replaceAll(/\s+/g, " ") : trimmed;
}
