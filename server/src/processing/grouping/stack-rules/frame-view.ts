export type Family = "native" | "javascript" | "other";

const families = new Map<string, Family>([
  ...["objc", "cocoa", "swift", "native", "c"].map((platform) => [platform, "native"] as const),
  ...["javascript", "node"].map((platform) => [platform, "javascript"] as const),
]);

export function familyOf(platform: string): Family {
  return families.get(platform) ?? "other";
}

/** A frame as rules see it (`grouping.md` §8.2). */
export class FrameView {
  /** Trimmed; `<unknown>` where there is none. */
  readonly function: string;
  readonly module: string | undefined;
  readonly family: Family;
  /** As sent. */
  readonly sentPackage: string | undefined;
  /** `abs_path`, else `filename`; as sent. */
  readonly sentPath: string | undefined;
  #package: string | undefined;
  #path: string | undefined;

  constructor(name: string | undefined, module: string | undefined, image: string | undefined, path: string | undefined, family: Family) {
    this.function = name ?? "<unknown>";
    this.module = module;
    this.sentPackage = image;
    this.sentPath = path;
    this.family = family;
  }

  /** Lower case, with forward slashes. */
  get package(): string | undefined {
    return this.sentPackage === undefined ? undefined : (this.#package ??= pathLike(this.sentPackage));
  }

  /** Likewise. */
  get path(): string | undefined {
    return this.sentPath === undefined ? undefined : (this.#path ??= pathLike(this.sentPath));
  }
}

export function pathLike(path: string): string {
  const lower = path.toLowerCase();
  return lower.includes("\\") ? lower.replaceAll("\\", "/") : lower;
}
