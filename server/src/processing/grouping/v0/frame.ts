import type { Frame } from "../../normalize/event.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, leaf, switchedOff } from "../hash.ts";

const javascript = new Set(["javascript", "node"]);
/** Only here is a source line stable and telling (`grouping.md` §2). */
const withContextLine = new Set(["javascript", "node", "python", "php", "ruby"]);
const maxContextLine = 120;

const urlPrefix = /^(?:https?|applewebdata|blob):/;
const urlOrFile = /^(?:https?|applewebdata|blob|file):/;
const evalPaths = new Set(["[native code]", "native code", "eval code", "<anonymous>"]);
const unnamed = new Set(["?", "<anonymous>", "<anonymous function>", "Anonymous function"]);

/** Module, else file name; function; source line. Never line numbers, addresses or variables (`grouping.md` §5). */
export function frameComponent(frame: Frame, platform: string, previous: Frame | undefined): GroupingComponent {
  const family = frame.platform ?? platform;
  const isJs = javascript.has(family);
  const module = moduleComponent(frame, family);
  const component = branch("frame", [
    module,
    filenameComponent(frame, module.contributes),
    functionComponent(frame, isJs),
    contextLineComponent(frame, family, isJs),
  ]);
  const off = whyOff(frame, isJs, previous);
  return off === null ? component : switchedOff(component, off);
}

function whyOff(frame: Frame, isJs: boolean, previous: Frame | undefined): string | null {
  if (isJs && (lastPart(frame.function) === "eval" || (frame.abs_path !== undefined && evalPaths.has(frame.abs_path))))
    return "ignored low quality javascript frame";
  return previous !== undefined && isRecursion(frame, previous) ? "ignored due to recursion" : null;
}

function isRecursion(a: Frame, b: Frame): boolean {
  return (
    a.function === b.function &&
    a.lineno === b.lineno &&
    a.colno === b.colno &&
    a.filename === b.filename &&
    a.abs_path === b.abs_path &&
    a.module === b.module &&
    a.package === b.package
  );
}

function moduleComponent(frame: Frame, family: string): GroupingComponent {
  const { module } = frame;
  if (module === undefined) return family === "javascript" ? leaf("module", urlModule(frame.abs_path), null, "made from the URL") : leaf("module", undefined);
  if (family === "javascript" && module.includes("/") && frame.abs_path?.endsWith(module) === true) return leaf("module", module, "ignored a URL path");
  return leaf("module", module);
}

const revision = /^[\da-f]{32}(?:[\da-f]{8})?$/i;
const folderNoise = /^(?:js|javascripts?|scripts?|build|static|node_modules|bower_components|v?\d+(?:\.\d+)*|[\da-f]{7,8}|[\da-f]{32}|[\da-f]{40}|[._~].*)$/i;

/** A module's name for a script that has none: its URL path without what changes from one release to the next (`grouping.md` §10). */
function urlModule(url: string | undefined): string | undefined {
  const match = url === undefined ? null : /^(?:https?|webpack|app):\/\/[^/?#]*([^?#]*)/.exec(url);
  if (match === null) return undefined;
  const parts = (match[1] ?? "").split("/").filter((part) => part !== "");
  const fromRevision = parts.slice(parts.findLastIndex((part) => revision.test(part)) + 1);
  while (fromRevision.length > 1 && folderNoise.test(fromRevision[0] ?? "")) fromRevision.shift();
  const file = fromRevision.pop();
  if (file === undefined) return undefined;
  const name = file
    .replace(/\.[a-zA-Z]{1,5}$/, "")
    .replace(/\.min$/, "")
    .replace(/[-.][\da-f]{7,}$/i, "");
  return [...fromRevision, name].filter((part) => part !== "").join("/") || undefined;
}

function filenameComponent(frame: Frame, hasModule: boolean): GroupingComponent {
  const { filename, abs_path: path } = frame;
  if (filename === undefined) return leaf("filename", undefined);
  const base = filename.slice(Math.max(filename.lastIndexOf("/"), filename.lastIndexOf("\\")) + 1).toLowerCase();
  if (hasModule) return leaf("filename", base, "module takes precedence");
  if (path !== undefined && urlPrefix.test(path)) return leaf("filename", base, "frame points to a URL");
  if (filename === "<anonymous>" || filename === "[native code]") return leaf("filename", base, "anonymous filename discarded");
  return leaf("filename", base);
}

function functionComponent(frame: Frame, isJs: boolean): GroupingComponent {
  const name = frame.function ?? frame.raw_function;
  if (!isJs) return leaf("function", name, name === "<redacted>" || name === "<unknown>" ? "ignored unknown function" : null);
  const last = lastPart(name);
  return leaf("function", last, last !== undefined && (unnamed.has(last) || last.endsWith("/<")) ? "ignored unknown function name" : null);
}

/** `Foo.bar` and `Object.bar` are what different browsers make of one function. */
function lastPart(name: string | undefined): string | undefined {
  return name?.slice(name.lastIndexOf(".") + 1);
}

function contextLineComponent(frame: Frame, family: string, isJs: boolean): GroupingComponent {
  const line = frame.context_line;
  if (line === undefined || !withContextLine.has(family)) return leaf("context_line", undefined);
  const collapsed = collapse(line);
  if (line.length > maxContextLine) return leaf("context_line", collapsed.slice(0, maxContextLine), "discarded because line too long");
  const fromUrl = isJs && frame.function === undefined && frame.abs_path !== undefined && urlOrFile.test(frame.abs_path);
  return leaf("context_line", collapsed, fromUrl ? "discarded because from URL origin and no function" : null);
}

const collapsible = /[^\S ]| {2}/;

/** Most lines have nothing to collapse once they are trimmed, and this is done for every frame of every event. */
function collapse(line: string): string {
  const trimmed = line.trim();
  return collapsible.test(trimmed) ? trimmed.replaceAll(/\s+/g, " ") : trimmed;
}
