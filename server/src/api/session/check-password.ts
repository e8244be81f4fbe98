import { verifyNothing, verifyPassword } from "../../auth/passwords.ts";
import { createThrottle } from "../../auth/throttle.ts";
import { createTurnstile } from "../../auth/turnstile.ts";
import type { ApiContext, ApiStores } from "../context.ts";
import { fail, RequestError } from "../errors.ts";

/**
 * Hashing a password takes a thread of libuv's pool for a while, and the log needs that pool for its files: a flood of
 * attempts must not slow the SDKs down.
 */
const hashing = createTurnstile({ atOnce: 2, waiting: 50 });

/** One memory of failures for each server, which lives as long as its stores. */
const throttles = new WeakMap<ApiStores, ReturnType<typeof createThrottle>>();

function throttleOf({ stores, clock }: Pick<ApiContext, "stores" | "clock">): ReturnType<typeof createThrottle> {
  const known = throttles.get(stores) ?? createThrottle(clock);
  throttles.set(stores, known);
  return known;
}

/**
 * Whether the password belongs to the hash; takes as long when there is none. Failed attempts are counted by `key`: after a
 * few of them the next ones are answered 429 without a look.
 */
export async function checkPassword(
  context: Pick<ApiContext, "stores" | "clock">,
  { key, password, hash }: { readonly key: string; readonly password: string; readonly hash: string | undefined },
): Promise<boolean> {
  const throttle = throttleOf(context);
  const seconds = Math.ceil(throttle.waitMs(key) / 1000);
  if (seconds > 0) throw new RequestError("tooManyAttempts", fail("tooManyAttempts", { seconds }).body, { "Retry-After": String(seconds) });
  // Counted before the slow check, so that attempts side by side count too.
  throttle.failed(key);
  const isRight = await hashing.pass(() => (hash === undefined ? verifyNothing(password) : verifyPassword(password, hash)));
  if (isRight === undefined) throw fail("unavailable", { reason: "Too many people sign in at this moment. Try again in a few seconds." });
  if (isRight) throttle.succeeded(key);
  return isRight;
}
