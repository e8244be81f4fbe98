import type { Frame } from "./event-parts.ts";

export type FrameRun =
  | { readonly kind: "frame"; readonly frame: Frame; readonly key: number }
  | { readonly kind: "folded"; readonly frames: readonly { readonly frame: Frame; readonly key: number }[]; readonly text: string };

/**
 * Own code stands open, runs of library frames fold to one line that says whose they are. A stack without a frame of
 * the program keeps its newest frame, so that there is always a place to look at. Keys are positions as sent.
 */
export function foldFrames(frames: readonly Frame[], newestFirst: boolean, isFull: boolean): readonly FrameRun[] {
  const numbered = frames.map((frame, key) => ({ frame, key }));
  const newest = numbered.length - 1;
  const hasOwn = frames.some((frame) => frame.inApp);
  const ordered = newestFirst ? numbered.toReversed() : numbered;
  const runs: FrameRun[] = [];
  let folded: { readonly frame: Frame; readonly key: number }[] = [];
  const flush = () => {
    if (folded.length === 1) runs.push(...folded.map((each) => ({ kind: "frame", ...each }) as const));
    else if (folded.length > 1) runs.push({ kind: "folded", frames: folded, text: foldedText(folded.map((each) => each.frame)) });
    folded = [];
  };
  for (const each of ordered) {
    if (isFull || each.frame.inApp || (!hasOwn && each.key === newest)) {
      flush();
      runs.push({ kind: "frame", ...each });
    } else folded.push(each);
  }
  flush();
  return runs;
}

/** "7 frames of express and node:internal folded". */
export function foldedText(frames: readonly Frame[]): string {
  const origins = [...new Set(frames.map(frameOrigin).filter((origin) => origin !== null))];
  const shown = origins.slice(0, 3);
  const rest = origins.length - shown.length;
  const names =
    rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}` : (shown[0] ?? "");
  return `${frames.length} frames${names === "" ? "" : ` of ${names}`} folded`;
}

const folders: readonly RegExp[] = [
  /(?:^|\/)node_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?((?:@[^/]+\/)?[^/]+)/u,
  /\/(?:site|dist)-packages\/([^/]+)/u,
  /\/gems\/([a-z_][\w-]*?)-\d/u,
  /\/pkg\/mod\/(?:[^/]+\/)*?([^/@]+)@/u,
  /\/registry\/src\/[^/]+\/([\w-]+?)-\d/u,
  /(?:^|\/)vendor\/([^/]+\/[^/]+)\//u,
  /\/lib\/python\d[\d.]*\/([^/.]+)/u,
];

/** The library that a frame belongs to, by the place where package managers put it, else by its module. */
export function frameOrigin(frame: Pick<Frame, "absPath" | "filename" | "module" | "package">): string | null {
  const path = (frame.absPath ?? frame.filename ?? "").replaceAll("\\", "/");
  if (path.startsWith("node:")) return path.startsWith("node:internal") ? "node:internal" : path;
  for (const folder of folders) {
    const found = folder.exec(path)?.[1];
    if (found !== undefined) return found;
  }
  if (frame.package !== null && frame.package !== "") return frame.package.split(/[\\/]/u).at(-1) ?? null;
  if (frame.module !== null && frame.module !== "") {
    const parts = frame.module.split(/[./:]+/u);
    // Java and .NET names are reversed domains: two parts tell the library, one part only the country.
    return parts.length > 2 && /^(?:org|com|io|net|java|javax|kotlin)$/u.test(parts[0] ?? "") ? parts.slice(0, 3).join(".") : (parts[0] ?? null);
  }
  return null;
}
