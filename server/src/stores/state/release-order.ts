/** `package@version+build`, as Sentry's release parser reads it (`api.md` §4.3). */
interface SemanticRelease {
  readonly package: string;
  readonly numbers: readonly [number, number, number];
  readonly prerelease: string;
}

/** What searches ask for by name. Undefined where a release has no such part. */
export interface ReleaseParts {
  readonly package: string | undefined;
  /** `1.2.3-beta`. */
  readonly version: string;
  readonly build: string | undefined;
  /** Sorts as text in the order of semantic versions; undefined of anything else. */
  readonly order: string | undefined;
}

export function releaseParts(release: string): ReleaseParts {
  const at = release.lastIndexOf("@");
  const [version = "", build] = release.slice(at + 1).split(/\+(.*)/s);
  const semantic = parse(`p@${version}`);
  return { package: at > 0 ? release.slice(0, at) : undefined, version, build, order: semantic === undefined ? undefined : sortKey(semantic) };
}

/** What comes first has the lower character: an end, the dot between identifiers, a number, a word, and no prerelease at all. */
function sortKey({ numbers, prerelease }: SemanticRelease): string {
  const padded = numbers.map((number) => String(number).padStart(15, "0")).join("");
  if (prerelease === "") return `${padded}~`;
  const identifiers = prerelease.split(".").map((identifier) => (/^\d+$/.test(identifier) ? `\u0002${identifier.padStart(20, "0")}` : `\u0003${identifier}`));
  return `${padded}${identifiers.join("\u0001")}`;
}

/** A release as far as order goes. */
export interface OrderedRelease {
  readonly version: string;
  /** When it was first heard of; the order of releases that are no semantic versions of one package. */
  readonly createdAt: number;
}

/** Below zero when `a` comes before `b`, zero when neither comes first. */
export function compareReleases(a: OrderedRelease, b: OrderedRelease): number {
  if (a.version === b.version) return 0;
  const left = parse(a.version);
  const right = parse(b.version);
  if (left === undefined || right?.package !== left.package) return a.createdAt - b.createdAt;
  return compareSemantic(left, right);
}

/** Whether both are semantic versions of the same package, so that `compareReleases` goes by them. */
export function followSemver(a: string, b: string): boolean {
  const left = parse(a);
  return left !== undefined && parse(b)?.package === left.package;
}

/**
 * The newest of a project: the one heard of last, or a higher version of the same package. Not a sort by
 * `compareReleases`, which is no order between several packages.
 */
export function newestRelease(releases: readonly OrderedRelease[]): OrderedRelease | undefined {
  const [first, ...others] = releases;
  if (first === undefined) return undefined;
  const latest = others.reduce((a, b) => (b.createdAt > a.createdAt ? b : a), first);
  return releases.filter(({ version }) => followSemver(version, latest.version)).reduce((a, b) => (compareReleases(b, a) > 0 ? b : a), latest);
}

function parse(release: string): SemanticRelease | undefined {
  const match = /^(?<package>[^@]+)@v?(?<major>\d{1,15})(?:\.(?<minor>\d{1,15}))?(?:\.(?<patch>\d{1,15}))?(?:-(?<prerelease>[\w.-]+))?(?:\+.*)?$/s.exec(
    release,
  );
  if (match?.groups === undefined) return undefined;
  const { package: name = "", major, minor, patch, prerelease = "" } = match.groups;
  return { package: name, numbers: [Number(major), Number(minor ?? 0), Number(patch ?? 0)], prerelease };
}

function compareSemantic(a: SemanticRelease, b: SemanticRelease): number {
  for (const index of [0, 1, 2] as const) {
    if (a.numbers[index] !== b.numbers[index]) return a.numbers[index] - b.numbers[index];
  }
  if (a.prerelease === b.prerelease) return 0;
  // 1.0.0-beta comes before 1.0.0.
  if (a.prerelease === "" || b.prerelease === "") return a.prerelease === "" ? 1 : -1;
  return comparePrerelease(a.prerelease.split("."), b.prerelease.split("."));
}

/** https://semver.org/#spec-item-11 */
function comparePrerelease(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left === right) continue;
    const numeric = [left, right].map((part) => /^\d+$/.test(part));
    if (numeric[0] === true && numeric[1] === true) return Number(left) - Number(right);
    if (numeric[0] !== numeric[1]) return numeric[0] === true ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
