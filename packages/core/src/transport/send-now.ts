import type { OutgoingEnvelope } from "./outgoing.ts";

/** Posts bodies one after the other while the caller is blocked. A status per body; 0: no answer. */
export type PostAll = (bodies: readonly Uint8Array[]) => readonly number[];

export interface SendNowDeps {
  readonly now: () => number;
  readonly postAll: PostAll;
  /** Takes everything that waits and may be sent. */
  readonly take: () => readonly { readonly envelope: OutgoingEnvelope; readonly bytes: Uint8Array }[];
  readonly answered: (envelope: OutgoingEnvelope, status: number) => void;
  readonly putBack: (envelope: OutgoingEnvelope) => void;
}

/** A server that did not answer is not waited for again before this many milliseconds have passed: it must not stop the program. */
const PAUSE = 30_000;

/** Empties the queue before it returns (`overload.syncThreshold`). What finds no server goes back into the queue. */
export function createSendNow({ now, postAll, take, answered, putBack }: SendNowDeps): () => void {
  let notBefore = 0;
  return () => {
    if (now() < notBefore) return;
    const waiting = take();
    const statuses = postAll(waiting.map(({ bytes }) => bytes));
    for (const [index, { envelope }] of waiting.entries()) {
      const status = statuses[index] ?? 0;
      if (status !== 0 && status !== 408 && status < 500) answered(envelope, status);
      else {
        notBefore = now() + PAUSE;
        putBack(envelope);
      }
    }
  };
}
