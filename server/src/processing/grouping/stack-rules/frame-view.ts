export type Family = "native" | "javascript" | "other";

const families = new Map<string, Family>([
  ...["objc", "cocoa", "swift", "native", "c"].map((platform) => [platform, "native"] as const),
  ...["javascript", "node"].map((platform) => [platform, "javascript"] as const),
]);

export function familyOf(platform: string): Family {
  return families.get(platform) ?? "other";
}

/** A frame as rules see it (`grouping.md` §8.2). */
export interface FrameView {
  /** Trimmed; `<unknown>` where there is none. */
  readonly function: string;
  readonly module: string | undefined;
  /** Lower case, with forward slashes. */
  readonly package: string | undefined;
  /** `abs_path`, else `filename`; likewise. */
  readonly path: string | undefined;
  readonly family: Family;
}

export function frameView(
  frame: {
    readonly function: string | undefined;
    readonly module: string | undefined;
    readonly package: string | undefined;
    readonly path: string | undefined;
  },
  family: Family,
): FrameView {
  return { function: frame.function ?? "<unknown>", module: frame.module, package: pathLike(frame.package), path: pathLike(frame.path), family };
}

function pathLike(path: string | undefined): string | undefined {
  const lower = path?.toLowerCase();
  return lower?.includes("\\") === true ? lower.replaceAll("\\", "/") : lower;
}
