import type { Client } from "@vedette/core";

/** One status code, or the first and last of a range. */
export type StatusRange = number | readonly [from: number, to: number];

/** How requests of a framework are watched. The same options with the same defaults for every framework. */
export interface FrameworkOptions {
  /** Passes a reported error on, so that the framework answers as it would without the SDK; false: answers 500 itself. Default true. */
  readonly rethrow?: boolean | undefined;
  /** Holds the answer to a failed request back until its report is delivered, at most `timeout`. Default false. */
  readonly waitForDelivery?: boolean | undefined;
  /** Milliseconds for `waitForDelivery`. Default 2000. */
  readonly timeout?: number | undefined;
  /** Adds method, address and filtered headers of the request to its events. Default true. */
  readonly sendRequest?: boolean | undefined;
  /** Adds the body, complete or not at all. Default: what `collect.body` and `sendDefaultPii` of `init` say, so false. */
  readonly sendBody?: boolean | undefined;
  /** Reports what answers with one of `failedStatusCodes`: errors that are thrown, and errors given to `attachError`. Default true. */
  readonly captureServerErrors?: boolean | undefined;
  /** Default 500 to 599. */
  readonly failedStatusCodes?: readonly StatusRange[] | undefined;
  /** Answers of reported errors name the event in the header `x-sentry-event`. Default false. */
  readonly emitHeader?: boolean | undefined;
  /** False: these requests become no transactions, whatever the sample rate is. */
  readonly tracing?: boolean | undefined;
  /** Reports to this client instead of the one made by `init`. */
  readonly client?: Client | undefined;
  /** Answers false for an error that is not to be reported. */
  readonly filter?: ((error: unknown, context: FilterContext) => boolean) | undefined;
}

/** What `filter` is told beside the error. */
export interface FilterContext {
  /** Such as `express`. */
  readonly framework: string;
  /** With which the request is, or would be, answered. */
  readonly status: number;
}

/** Options with their defaults. */
export interface Policy {
  readonly rethrow: boolean;
  readonly waitForDelivery: boolean;
  readonly timeout: number;
  readonly sendRequest: boolean;
  readonly sendBody: boolean | undefined;
  readonly captureServerErrors: boolean;
  readonly failedStatusCodes: readonly StatusRange[];
  readonly emitHeader: boolean;
  readonly tracing: boolean;
  readonly client: Client | undefined;
  readonly filter: ((error: unknown, context: FilterContext) => boolean) | undefined;
}

export const DEFAULT_POLICY: Policy = policyOf({});

/** The options of a framework with their defaults. */
export function policyOf(options: FrameworkOptions): Policy {
  const { timeout = 2000 } = options;
  return {
    rethrow: options.rethrow ?? true,
    waitForDelivery: options.waitForDelivery ?? false,
    // Zero would mean not to wait, and there is an option for that.
    timeout: timeout > 0 ? timeout : 2000,
    sendRequest: options.sendRequest ?? true,
    sendBody: options.sendBody,
    captureServerErrors: options.captureServerErrors ?? true,
    failedStatusCodes: options.failedStatusCodes ?? [[500, 599]],
    emitHeader: options.emitHeader ?? false,
    tracing: options.tracing ?? true,
    client: options.client,
    filter: options.filter,
  };
}

/** Whether a status is one of those that count as failed. */
export const isFailedStatus = (status: number, ranges: readonly StatusRange[]): boolean =>
  ranges.some((range) => (typeof range === "number" ? status === range : status >= range[0] && status <= range[1]));

/** With which status frameworks answer an error: what it says itself in `statusCode` or `status`, from 300 to 599, else 500. */
export function statusOfError(error: unknown): number {
  if (typeof error !== "object" || error === null) return 500;
  const code: unknown = "statusCode" in error ? error.statusCode : "status" in error ? error.status : undefined;
  return typeof code === "number" && Number.isInteger(code) && code >= 300 && code <= 599 ? code : 500;
}
