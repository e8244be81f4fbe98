import type { GroupingComponent } from "../grouping.ts";
import { leaf } from "../hash.ts";
import { familyOf } from "../stack-rules/frame-view.ts";

/** What of a frame can go into a hash. Two frames that agree in it have the same component. */
export interface FrameText {
  readonly platform: string;
  /** Trimmed. */
  readonly function: string | undefined;
  readonly rawFunction: string | undefined;
  readonly module: string | undefined;
  readonly filename: string | undefined;
  readonly absPath: string | undefined;
  readonly contextLine: string | undefined;
  readonly sourceMapped: boolean;
}

const urlPrefix = /^(?:https?|applewebdata|blob):/;
const urlOrFilePrefix = /^(?:https?|applewebdata|blob|file):/;

export function isUrl(path: string | undefined, files: boolean): boolean {
  return path !== undefined && (files ? urlOrFilePrefix : urlPrefix).test(path);
}

const javassist = /(\$\$_javassist)(?:_seam)?(?:_\d+)?/g;

/** The last part of the path in lower case (`grouping.md` §5.1). */
export function filenamePart({ filename, absPath, platform }: FrameText, moduleCounts: boolean): GroupingComponent {
  if (filename === undefined) return leaf("filename", undefined);
  const base = filename.slice(Math.max(filename.lastIndexOf("/"), filename.lastIndexOf("\\")) + 1).toLowerCase();
  const cleaned = platform === "java" ? base.replaceAll(javassist, "$1<auto>") : base;
  return leaf("filename", cleaned, moduleCounts ? "module takes precedence" : filenameOff(base, absPath), cleaned === base ? null : "cleaned javassist parts");
}

function filenameOff(base: string, absPath: string | undefined): string | null {
  if (isUrl(absPath, false)) return "frame points to a URL";
  if (base === "<anonymous>") return "anonymous filename discarded";
  return base === "[native code]" ? "native code indicated by filename" : null;
}

/** Markers after which the JVM's libraries append something made up, in the order in which they are looked for (`grouping.md` §5.2). */
const generatedTails: readonly RegExp[] = [
  /(sun\.reflect\.Generated(?:Serialization)?ConstructorAccessor)\d+/g,
  /(\$\$\w+?CGLIB\$\$)[a-fA-F\d]+(?:_\d+)?/g,
  javassist,
  /(\$fn__)\d+/g,
  /(\$\$?EnhancerBy\w+?\$?\$)[a-fA-F\d]+(?:_\d+)?/g,
  /(\$\$?FastClassBy\w+?\$?\$)[a-fA-F\d]+(?:_\d+)?/g,
  /(\$\$?HibernateProxy\$?\$)\w+(?:_\d+)?/g,
];
const methodAccessor = /^((?:sun|jdk\.internal)\.reflect\.GeneratedMethodAccessor).*$/s;

export function modulePart({ module, absPath, platform }: FrameText): GroupingComponent {
  if (module === undefined) return leaf("module", undefined);
  if (platform === "javascript" && module.includes("/") && absPath?.endsWith(module) === true) return leaf("module", module, "ignored bad javascript module");
  if (platform !== "java") return leaf("module", module);
  if (module.includes("$$Lambda$")) return leaf("module", module, "ignored java lambda");
  const reflected = module.replace(methodAccessor, "$1");
  if (reflected !== module) return leaf("module", reflected, null, "removed reflection marker");
  if (!module.includes("$") && !module.startsWith("sun.reflect.")) return leaf("module", module);
  const cleaned = generatedTails.reduce((text, tail) => text.replaceAll(tail, "$1<auto>"), module);
  return leaf("module", cleaned, null, cleaned === module ? null : "removed codegen marker");
}

const erbSuffix = /__\d{4,}_\d{4,}$/;
const unnamed = new Set(["", "?", "<anonymous>", "<anonymous function>", "Anonymous function"]);

/** `grouping.md` §5.3 */
export function functionPart(text: FrameText, contextLineCounts: boolean): GroupingComponent {
  const name = text.platform === "csharp" ? (text.rawFunction ?? text.function) : (text.function ?? text.rawFunction);
  if (name === undefined) return leaf("function", undefined);
  const family = familyOf(text.platform);
  if (family === "javascript") return javascriptFunction(name, text, contextLineCounts);
  if (family === "native") return leaf("function", name, name === "<redacted>" || name === "<unknown>" ? "ignored unknown function" : null);
  if (text.platform === "ruby") return rubyFunction(name);
  if (text.platform === "php") return phpFunction(name);
  return leaf("function", name, text.platform === "java" && name.startsWith("lambda$") ? "ignored lambda function" : null);
}

function rubyFunction(name: string): GroupingComponent {
  if (name.startsWith("block ")) return leaf("function", "block", null, "ruby block");
  const stem = name.replace(erbSuffix, "");
  return leaf("function", stem, null, stem === name ? null : "removed generated erb template suffix");
}

function phpFunction(name: string): GroupingComponent {
  if (name.startsWith("[Anonymous") || name.startsWith("class@anonymous\0")) return leaf("function", name, "ignored anonymous function");
  const method = name.startsWith("class@anonymous") ? name.slice(name.lastIndexOf("::") + 2) : name;
  return method === name || !name.includes("::") ? leaf("function", name) : leaf("function", method, null, "anonymous class method");
}

/** `Foo.bar` and `Object.bar` are what different browsers make of one function. */
export function afterLastDot(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function javascriptFunction(name: string, text: FrameText, contextLineCounts: boolean): GroupingComponent {
  const last = afterLastDot(name);
  if (text.sourceMapped && contextLineCounts) return leaf("function", last, "ignored because sourcemap used and context line available");
  const given = afterLastDot(text.rawFunction ?? name);
  if (unnamed.has(given) || given.endsWith("/<")) return leaf("function", last, "ignored unknown function name");
  return leaf("function", last, null, last === name ? null : "trimmed javascript function");
}

/** Only here is a source line stable and telling (`grouping.md` §2). */
const withContextLine = new Set(["javascript", "node", "python", "php", "ruby"]);
const maxContextLine = 120;

const spawnMain = /^\s*from multiprocessing\.spawn import spawn_main; ?spawn_main\((?:tracker_fd|parent_pid)=\d+, pipe_handle=\d+\)/;

export function contextLinePart(text: FrameText): GroupingComponent {
  const line = text.contextLine;
  if (line === undefined || !withContextLine.has(text.platform)) return leaf("context_line", undefined);
  const collapsed = collapse(line);
  if (isTooLong(line)) return leaf("context_line", collapsed.slice(0, maxContextLine), "discarded because line too long");
  if (familyOf(text.platform) === "javascript" && text.function === undefined && isUrl(text.absPath, true))
    return leaf("context_line", collapsed, "discarded because from URL origin and no function");
  if (text.module === "__main__" && text.filename === "<string>" && text.function === "<module>" && spawnMain.test(line))
    return leaf("context_line", collapsed.replaceAll(/=\d+/g, "=<int>"), null, "generalized the interpreter's numbers");
  return leaf("context_line", collapsed);
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
