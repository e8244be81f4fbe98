/** Upstream's rule: lowercase letters, digits, `-` and `_`, not digits alone (those are ids), at most 50 characters. */
const slugPattern = /^(?!\d+$)[a-z0-9_][a-z0-9_-]{0,49}$/;

export const slugRule = "Enter a valid slug consisting of lowercase letters, numbers, underscores or hyphens. It cannot be entirely numeric.";

export const isSlug = (text: string): boolean => slugPattern.test(text);

/** A slug from a display name: `My Shop (Web)` -> `my-shop-web`. `fallback` where nothing of the name can be kept. */
export function slugFrom(name: string, fallback: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 50)
    .replace(/-+$/, "");
  if (slug === "") return fallback;
  return /^\d+$/.test(slug) ? `${fallback}-${slug}`.slice(0, 50) : slug;
}

/** The slug, then the slug with -2, -3 …, until `attempt` does not find it taken. */
export async function firstFree<T>(slug: string, attempt: (candidate: string) => Promise<T | undefined>): Promise<T> {
  for (let n = 1; n <= 1000; n++) {
    const suffix = n === 1 ? "" : `-${n}`;
    const made = await attempt(`${slug.slice(0, 50 - suffix.length)}${suffix}`);
    if (made !== undefined) return made;
  }
  throw new Error(`no free slug like ${slug} after 1000 tries`);
}
