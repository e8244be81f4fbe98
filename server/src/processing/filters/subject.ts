import type { Attributes } from "../attributes/attributes.ts";
import type { Exception, NormalizedEvent } from "../normalize/event.ts";

/** What filters look at, of an item of any kind. What the kind does not have is absent, and no filter for it applies. */
export interface FilterSubject {
  /** In the order of the payload. */
  readonly exceptions?: readonly (Exception | null)[];
  readonly message?: string | undefined;
  readonly release?: string | undefined;
  /** Of a transaction, or of the segment that a span belongs to; an error's is no matter of filters. */
  readonly transaction?: string | undefined;
  readonly url?: string | undefined;
  readonly userAgent?: string | undefined;
  /** The person's, as the payload says. */
  readonly userIp?: string | undefined;
  /** Of the connection. */
  readonly clientIp?: string | null;
  readonly csp?: { readonly blockedUri: string | undefined; readonly sourceFile: string | undefined };
}

export function eventSubject(event: NormalizedEvent, clientIp: string | null): FilterSubject {
  const { csp, logentry, exception } = event;
  return {
    ...(exception !== undefined && { exceptions: exception.values }),
    message: logentry?.formatted ?? logentry?.message,
    release: event.release,
    ...(event.type === "transaction" && { transaction: event.transaction }),
    url: event.request?.url,
    userAgent: event.request?.headers?.find(([name]) => name === "User-Agent")?.[1] ?? undefined,
    userIp: event.user?.ip_address,
    clientIp,
    ...(csp !== undefined && { csp: { blockedUri: textOf(csp["blocked_uri"]), sourceFile: textOf(csp["source_file"]) } }),
  };
}

/** Of a span, a log or a metric, by the names of conventions. */
export function attributeSubject(attributes: Attributes, release: string | null): FilterSubject {
  return {
    release: release ?? undefined,
    url: textOf(attributes["url.full"]),
    userAgent: textOf(attributes["user_agent.original"]),
    userIp: textOf(attributes["client.address"]),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
