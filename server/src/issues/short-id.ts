/** Crockford's base 32: without I, L, O and U, so that ids survive being read aloud (`api.md` §1.1). */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const misread: Readonly<Record<string, string>> = { I: "1", L: "1", O: "0" };

/** `SHOP-1A2`. */
export function formatShortId(projectSlug: string, number: number): string {
  let text = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / 32)) text = digits.charAt(rest % 32) + text;
  return `${projectSlug.toUpperCase()}-${text === "" ? "0" : text}`;
}

/** In any case. Undefined when it cannot be a short id. */
export function parseShortId(text: string): { readonly projectSlug: string; readonly number: number } | undefined {
  const [, slug, encoded] = /^([\w-]{1,100})-([0-9A-Za-z]{1,10})$/.exec(text) ?? [];
  if (slug === undefined || encoded === undefined) return undefined;
  let number = 0;
  for (const character of encoded.toUpperCase()) {
    const digit = digits.indexOf(misread[character] ?? character);
    if (digit < 0) return undefined;
    number = number * 32 + digit;
  }
  return number > 0 && Number.isSafeInteger(number) ? { projectSlug: slug.toLowerCase(), number } : undefined;
}
