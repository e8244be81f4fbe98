import type { StackFrame } from "@vedette/core";

/** `module` of a frame: the path inside a package, or relative to the working directory, without its extension. */
function moduleName(filename: string, root: string): string | undefined {
  if (!/^(\/|[A-Za-z]:[\\/])/.test(filename)) return undefined;
  const path = filename.replaceAll("\\", "/");
  const inPackages = path.lastIndexOf("/node_modules/");
  const base = root.replaceAll("\\", "/");
  const inside =
    inPackages >= 0
      ? path.slice(inPackages + "/node_modules/".length)
      : path.startsWith(`${base}/`)
        ? path.slice(base.length + 1)
        : (path.split("/").at(-1) ?? path);
  return inside
    .replace(/\.[cm]?[jt]sx?$/, "")
    .replaceAll("/", ".")
    .replaceAll("node_modules.", "");
}

/** Completes a frame of Node with its module. */
export function addModule(frame: StackFrame, root: string): void {
  const name = frame.filename === undefined ? undefined : moduleName(frame.filename, root);
  if (name !== undefined) frame.module = name;
}
