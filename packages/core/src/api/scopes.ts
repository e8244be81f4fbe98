import type { Attachment, Breadcrumb, Context, SeverityLevel, TagValue, User } from "../event/event.ts";
import { describeValue } from "../errors/error-like.ts";
import { getClient, getCurrentScope, getIsolationScope } from "../scope/current-scopes.ts";
import type { EventProcessor } from "../scope/scope.ts";
import type { AttributeValue } from "../telemetry/attributes.ts";

/** Who is affected. `null` forgets. */
export function setUser(user: User | null): void {
  getIsolationScope().setUser(user);
}

/** A searchable fact about all that this request or job reports from here on. */
export function setTag(key: string, value: TagValue): void {
  getIsolationScope().setTag(key, value);
}

/** Several tags at once. */
export function setTags(tags: Record<string, TagValue>): void {
  getIsolationScope().setTags(tags);
}

/** Data of any shape beside the events that follow; unlike tags not searchable. */
export function setExtra(key: string, value: unknown): void {
  getIsolationScope().setExtra(key, value);
}

/** Several at once. */
export function setExtras(extra: Record<string, unknown>): void {
  getIsolationScope().setExtras(extra);
}

/** A named group of facts, shown as a section of its own. `null` removes it. */
export function setContext(name: string, context: Context | null): void {
  getIsolationScope().setContext(name, context);
}

/** An attribute of all logs and metrics that follow. */
export function setAttribute(key: string, value: AttributeValue): void {
  getIsolationScope().setAttribute(key, value);
}

/** Attributes of all logs and metrics that follow. */
export function setAttributes(attributes: Record<string, AttributeValue>): void {
  getIsolationScope().setAttributes(attributes);
}

/** What becomes one issue, in place of the server's own grouping; `{{ default }}` stands for that. For the innermost `withScope` block. */
export function setFingerprint(fingerprint: readonly string[]): void {
  getCurrentScope().setFingerprint(fingerprint);
}

/** Severity of the events that follow in the innermost `withScope` block. */
export function setLevel(level: SeverityLevel): void {
  getCurrentScope().setLevel(level);
}

/** Changes or drops (`null`) every event of this request or job before `beforeSend` sees it. */
export function addEventProcessor(processor: EventProcessor): void {
  getIsolationScope().addEventProcessor(processor);
}

/** Goes with every event that follows. */
export function addAttachment(attachment: Attachment): void {
  getIsolationScope().addAttachment(attachment);
}

/** Notes something that may explain a later error. */
export function addBreadcrumb(breadcrumb: Breadcrumb, hint?: Record<string, unknown>): void {
  const client = getClient();
  if (!client?.enabled) return;
  const { beforeBreadcrumb, maxBreadcrumbs = 100 } = client.options;
  if (maxBreadcrumbs <= 0) return;
  // The hook may throw, and so may a breadcrumb that is a proxy.
  try {
    const kept = beforeBreadcrumb ? beforeBreadcrumb(breadcrumb, hint) : breadcrumb;
    if (kept) getIsolationScope().addBreadcrumb(kept, maxBreadcrumbs);
  } catch (error) {
    client.log(`a breadcrumb is lost: ${describeValue(error)}`);
  }
}

/** Of the last event that this request or job captured, for a page that shows an error. */
export const lastEventId = (): string | undefined => getIsolationScope().lastEventId();
