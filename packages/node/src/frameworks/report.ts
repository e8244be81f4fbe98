import { captureException, getClient, randomId } from "@vedette/core";
import { currentFrame, runFrame } from "../context/async-context.ts";
import { beforeHead } from "../integrations/before-head.ts";
import type { RequestFrame } from "../integrations/request-frame.ts";
import { frameOf } from "./frames.ts";
import { isFailedStatus, statusOfError } from "./options.ts";

/** The header that names the event in the answer. */
const EVENT_HEADER = "x-sentry-event";

/** Undefined: nothing to wait for. */
export type Wait = Promise<void> | undefined;

/** Reports what the application threw, if its status says that the server failed. */
export function reportThrown(frame: RequestFrame, error: unknown): Wait {
  return report(frame, error, { status: statusOfError(error), handled: false });
}

/** Reports what was given to `attachError`, once the status of the answer is known. */
export function reportAttached(frame: RequestFrame, status: number): Wait {
  const { attached } = frame;
  if (!attached) return undefined;
  frame.attached = undefined;
  return report(frame, attached.error, { status, handled: true });
}

/**
 * Remembers the error behind an answer that the application gives itself. It is reported, with all its causes, if the answer turns out to
 * be one of `failedStatusCodes`. `context`: the framework's request or context, where the asynchronous context is lost.
 *
 * @example
 * } catch (error) {
 *   attachError(error);
 *   response.status(503).send("try again later");
 * }
 */
export function attachError(error: unknown, context?: object): void {
  const frame = frameOf(context);
  if (!frame) {
    getClient()?.log("attachError: no request is being answered here");
    return;
  }
  frame.attached = { error };
  if (frame.answer) beforeHead(frame.answer, (status) => void reportAttached(frame, status));
}

interface Circumstances {
  readonly status: number;
  readonly handled: boolean;
}

function report(frame: RequestFrame, error: unknown, { status, handled }: Circumstances): Wait {
  const { policy, framework } = frame;
  if (error === undefined || error === null || !policy.captureServerErrors || !isFailedStatus(status, policy.failedStatusCodes)) return undefined;
  // Channel, middleware and filter may all see the same error.
  if (frame.judged?.error === error) return waitFor(frame, frame.judged.delivered);
  const inside = <T>(callback: () => T): T => (currentFrame()?.isolation === frame.isolation ? callback() : runFrame(frame, callback));
  const client = policy.client ?? inside(getClient);
  if (!client?.enabled) return undefined;
  if (isFilteredOut(frame, error, status)) {
    frame.judged = { error, delivered: undefined };
    client.drop("event_processor", [["error", 1]], `the filter of ${framework} says no`);
    return undefined;
  }
  const eventId = randomId();
  const delivered = inside(() => captureException(error, { wait: true, event_id: eventId, mechanism: { type: `auto.http.${framework}`, handled } }));
  frame.judged = { error, delivered };
  if (policy.emitHeader || frame.namesEvent) frame.addHeader(EVENT_HEADER, eventId);
  return waitFor(frame, delivered);
}

function isFilteredOut({ policy, framework }: RequestFrame, error: unknown, status: number): boolean {
  try {
    return policy.filter?.(error, { framework, status }) === false;
  } catch (thrown) {
    // Better one report too many.
    getClient()?.log(`the filter of ${framework} threw: ${String(thrown)}`);
    return false;
  }
}

/** Goes on at once where there is nothing to wait for: frameworks with callbacks keep their order then. */
export function afterWait<T>(pending: Wait, goOn: () => T): T | Promise<T> {
  return pending === undefined ? goOn() : pending.then(goOn);
}

function waitFor({ policy }: RequestFrame, delivered: Promise<unknown> | undefined): Wait {
  if (!policy.waitForDelivery || !delivered) return undefined;
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, policy.timeout);
    const stop = (): void => {
      clearTimeout(timer);
      resolve();
    };
    void delivered.then(stop, stop);
  });
}
