import type { Attributes, AttributeBag } from "../attributes/attributes.ts";

/** A span of any origin, as it is stored: ids in lowercase hex, times in epoch milliseconds with fraction. */
export interface Span {
  readonly timestamp: number;
  readonly duration: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly segmentId: string | null;
  readonly isSegment: boolean;
  /** Of the transaction that it came in. */
  readonly eventId: string | null;
  readonly name: string;
  readonly op: string | null;
  readonly status: string | null;
  readonly origin: string | null;
  readonly kind: string | null;
  readonly segmentName: string | null;
  readonly environment: string | null;
  readonly release: string | null;
  readonly userTag: string | null;
  readonly sdk: string | null;
  readonly platform: string | null;
  readonly replayId: string | null;
  readonly profileId: string | null;
  readonly attributes: Attributes;
}

/** Why a span cannot be stored: which member, and what is wrong with it. */
export interface SpanProblem {
  readonly problem: string;
}

export const maxSpanName = 2048;

/** The user that counts for "distinct users", out of the attributes that SDKs write (`protocol.md` §17.3). */
export function userTagOf(bag: AttributeBag): string | null {
  const id = bag.get("user.id");
  if (typeof id === "string" && id !== "") return `id:${id}`;
  if (typeof id === "number") return `id:${id}`;
  const name = bag.text("user.username") ?? bag.text("user.name");
  if (name !== undefined) return `username:${name}`;
  const email = bag.text("user.email");
  if (email !== undefined) return `email:${email}`;
  const ip = bag.text("user.ip_address") ?? bag.text("client.address");
  return ip === undefined ? null : `ip:${ip}`;
}
