import type { IncomingMessage } from "node:http";
import type { Clock } from "../platform/clock.ts";
import { BodyCeiling, type BodyRules } from "./body-ceiling.ts";
import type { InFlightBytes } from "./in-flight.ts";
import { inflate, type ContentEncoding } from "./inflate.ts";
import { badRequest, tooLarge, type Refusal } from "./refusal.ts";
import type { SlowBodies } from "./slow-bodies.ts";

export interface BodyReading {
  readonly rules: BodyRules;
  readonly encodings: readonly ContentEncoding[];
  readonly emptyBody?: boolean;
  readonly inFlight: InFlightBytes;
  readonly slowBodies: SlowBodies;
  readonly clock: Clock;
}

/** A body, inflated. `release` gives its memory back to the budget; call it once, when the bytes are not needed any more. */
export interface ReadBody {
  readonly bytes: Buffer;
  readonly release: () => void;
}

const TIMED_OUT: Refusal = { status: 408, detail: "the body did not arrive in time", outcome: "invalid", reason: "timeout" };

/**
 * Receives and inflates a body. `done` is called once, with the body or with why there is none; `undefined` says that the
 * client went away.
 */
export function readBody(request: IncomingMessage, reading: BodyReading, done: (result: ReadBody | Refusal | undefined) => void): void {
  const declared = request.headers["content-length"];
  if (declared !== undefined && Number(declared) > reading.rules.maxBytes) return done(tooLarge("body", reading.rules.maxBytes));
  receive(request, reading, (result) => {
    if (!(result instanceof BodyCeiling)) return done(result);
    unwrap(result, reading.encodings, reading, done);
  });
}

function receive(request: IncomingMessage, reading: BodyReading, done: (result: BodyCeiling | Refusal | undefined) => void): void {
  const { rules, encodings, inFlight, slowBodies, clock } = reading;
  if (request.destroyed) return done(undefined);
  const compressed = encodings.length > 0;
  const ceiling = new BodyCeiling(compressed ? { maxBytes: rules.maxBytes, peek: () => undefined } : rules, inFlight);
  let settled = false;
  const settle = (result: BodyCeiling | Refusal | undefined): void => {
    if (settled) return;
    settled = true;
    slowBodies.done(receiving);
    if (result !== ceiling) ceiling.release();
    done(result);
  };
  const receiving = slowBodies.watch(() => settle(TIMED_OUT));
  request.on("data", (chunk: Buffer) => {
    if (settled) return;
    receiving.progressAt = clock.now();
    const refusal = ceiling.add(chunk);
    if (refusal !== undefined) settle(refusal);
  });
  request.on("end", () => settle(ceiling));
  request.on("error", () => settle(undefined));
  request.on("close", () => settle(undefined));
}

/** Encodings are undone from the last to the first. */
function unwrap(body: BodyCeiling, encodings: readonly ContentEncoding[], reading: BodyReading, done: (result: ReadBody | Refusal) => void): void {
  const bytes = body.view();
  if (bytes.length === 0 && reading.emptyBody !== true) {
    body.release();
    return done(badRequest("the body is empty", "no_data"));
  }
  const encoding = encodings.at(-1);
  if (encoding === undefined || bytes.length === 0) return done({ bytes, release: () => body.release() });
  const rules = encodings.length === 1 ? reading.rules : { maxBytes: reading.rules.maxBytes, peek: () => undefined };
  const inflated = new BodyCeiling(rules, reading.inFlight);
  inflate(bytes, encoding, inflated, (refusal) => {
    body.release();
    if (refusal === undefined) return unwrap(inflated, encodings.slice(0, -1), reading, done);
    inflated.release();
    done(refusal);
  });
}
