const MAX_KEYS = 2000;
const quotedKeys = /* @__PURE__ */ new Map<string, string>();

/** The name of a JSON member, with its colon. Objects of an event have the same few hundred names again and again. */
export function quotedKey(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const quoted = `${JSON.stringify(key)}:`;
  if (quotedKeys.size < MAX_KEYS) quotedKeys.set(key, quoted);
  return quoted;
}
