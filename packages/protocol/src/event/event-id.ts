const HEX_32 = /^[0-9a-f]{32}$/;
const DASHED = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/;
const NIL = "00000000000000000000000000000000";

/**
 * An id in its canonical form, 32 lowercase hex digits, from any accepted spelling: 32 digits or the dashed 36, any case
 * (`protocol.md` §1). Undefined for everything else, and for the nil UUID, which is no event's id (§9.1).
 */
export function normalizeEventId(value: unknown): string | undefined {
  const id = normalizeUuid(value);
  return id === NIL ? undefined : id;
}

/** Like `normalizeEventId`, but the nil UUID counts: check-ins use it for "the newest one in progress" (§8.9). */
export function normalizeUuid(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (value.length === 32) {
    const id = value.toLowerCase();
    return HEX_32.test(id) ? id : undefined;
  }
  if (value.length !== 36) return undefined;
  const match = DASHED.exec(value.toLowerCase());
  return match === null ? undefined : match.slice(1).join("");
}
