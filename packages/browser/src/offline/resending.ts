import type { Resent } from "@vedette/core";
import type { KeptEnvelope, OpenSpool, SpoolOwner } from "../transport/page-spool.ts";
import type { Store } from "./offline-spool.ts";

/** Milliseconds until what is kept is tried again; twice as long after each failure. */
const FIRST = 5000;
const LONGEST = 300_000;

/** Decides when what a store keeps is sent again: now, when the browser is online again, when something else was delivered, and after a while. */
export function createResending(store: Store, { begin, drop, limited, post }: SpoolOwner): OpenSpool {
  let [running, stopped, holds] = [false, false, false];
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const attempt = async ({ body, counts }: KeptEnvelope): Promise<Resent> => {
    if (stopped || !navigator.onLine) return "later";
    try {
      const { status } = await post(body);
      if (status < 300) return "sent";
      if (status >= 500 || status === 408 || status === 429) return "later";
      drop("send_error", counts, `the server answered ${status}`);
      return "refused";
    } catch {
      return "later";
    }
  };
  const send = async (envelope: KeptEnvelope): Promise<Resent> => {
    const result = await attempt(envelope);
    failures = result === "later" ? failures + 1 : 0;
    return result;
  };
  const later = (atLeast = 0): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(resend, Math.max(atLeast, Math.min(LONGEST, FIRST * 2 ** failures)));
  };
  const run = async (): Promise<void> => {
    running = true;
    const next = await store.resend((counts) => limited(counts) === undefined, send);
    running = false;
    holds = next !== undefined;
    if (holds) later(next);
  };
  const resend = (): void => {
    if (running || stopped || !navigator.onLine) return;
    void run().finally(begin());
  };
  addEventListener("online", resend);
  resend();
  return {
    resend,
    async keep(envelope) {
      const forget = await store.keep(envelope);
      if (!forget) return undefined;
      holds = true;
      if (!running) later();
      return forget;
    },
    get holds() {
      return holds;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      removeEventListener("online", resend);
    },
  };
}
