import { z } from "zod";
import { verifyNothing, verifyPassword } from "../../auth/passwords.ts";
import { createThrottle } from "../../auth/throttle.ts";
import { createTurnstile } from "../../auth/turnstile.ts";
import type { User } from "../../stores/state/model.ts";
import { withoutSignIn } from "../admission.ts";
import type { ApiContext, ApiStores } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { errorTable, fail, RequestError } from "../errors.ts";
import { anywhere } from "../place.ts";
import { replyWithNewSession, sessionShape } from "./session-shape.ts";

/**
 * Hashing a password takes a thread of libuv's pool for a while, and the log needs that pool for its files: a flood of
 * sign-ins must not slow the SDKs down.
 */
const hashing = createTurnstile({ atOnce: 2, waiting: 50 });

/** One memory of failures for each server, which lives as long as its stores. */
const throttles = new WeakMap<ApiStores, ReturnType<typeof createThrottle>>();

function throttleOf({ stores, clock }: ApiContext): ReturnType<typeof createThrottle> {
  const known = throttles.get(stores) ?? createThrottle(clock);
  throttles.set(stores, known);
  return known;
}

async function findUser({ stores }: ApiContext, email: string, password: string): Promise<User | undefined> {
  const user = await stores.state.userByEmail(email);
  const hash = user && (await stores.state.passwordHash(user.id));
  const isRight = await hashing.pass(() => (hash === undefined ? verifyNothing(password) : verifyPassword(password, hash)));
  if (isRight === undefined) throw fail("unavailable", { reason: "Too many people sign in at this moment. Try again in a few seconds." });
  return isRight && user?.isActive === true ? user : undefined;
}

export const signIn = defineEndpoint({
  method: "post",
  path: "/auth/sign-in/",
  summary: "Sign in with email and password",
  internal: true,
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  body: z.object({ email: z.string().max(254), password: z.string().max(1024) }),
  otherStatuses: { 401: errorTable.signInFailed.message, 429: "Too many failed attempts; Retry-After says when to try again." },
  response: sessionShape,
  async handler(context) {
    const { body, clientAddress } = context;
    const throttle = throttleOf(context);
    const key = `${clientAddress} ${body.email.toLowerCase()}`;
    const seconds = Math.ceil(throttle.waitMs(key) / 1000);
    if (seconds > 0) throw new RequestError("tooManyAttempts", fail("tooManyAttempts", { seconds }).body, { "Retry-After": String(seconds) });
    // Counted before the slow check, so that attempts side by side count too.
    throttle.failed(key);
    const user = await findUser(context, body.email, body.password);
    if (user === undefined) throw fail("signInFailed");
    throttle.succeeded(key);
    return replyWithNewSession(context, user);
  },
});
