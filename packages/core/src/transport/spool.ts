/** Where envelopes wait that could not be delivered, beyond the life of the process. */
export interface Spool {
  /** Puts an envelope aside. False: there is no room. Synchronous, because an ending process asks too. */
  keep(body: string | Uint8Array): boolean;
  /** Hands out what waits, oldest first, to one process at a time, until `send` answers `later`. Never rejects. */
  resend(send: (body: Uint8Array) => Promise<Resent>): Promise<void>;
}

/** `refused`: the server will never take it. */
export type Resent = "sent" | "refused" | "later";

/**
 * The envelope with the time of this attempt in its header: with the old one, a server would take the wait for a clock that goes wrong and
 * move every time in the event (`protocol.md` §10.2). Undefined: this is no envelope.
 */
export function readdressed(body: Uint8Array, now: number): Uint8Array | undefined {
  const end = body.indexOf(0x0a);
  if (end < 0 || end === body.length - 1) return undefined;
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body.subarray(0, end)));
    if (typeof header !== "object" || header === null || Array.isArray(header)) return undefined;
    const line = new TextEncoder().encode(JSON.stringify({ ...header, sent_at: new Date(now).toISOString() }));
    const result = new Uint8Array(line.length + body.length - end);
    result.set(line);
    result.set(body.subarray(end), line.length);
    return result;
  } catch {
    return undefined;
  }
}
