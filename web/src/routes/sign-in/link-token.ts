/** The token of `#link=<token>`; undefined for any other fragment. */
export function linkToken(hash: string): string | undefined {
  const token = new URLSearchParams(hash.replace(/^#/u, "")).get("link");
  return token === null || token === "" ? undefined : token;
}
