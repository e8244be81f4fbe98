import { api } from "../../api/client.ts";
import { objectOf, textOf } from "../../api/json.ts";

/** An issue, an event of it, or the trace that a transaction is in. */
export type DirectHit = { readonly issueId: string; readonly eventId?: string; readonly name: string } | { readonly traceId: string; readonly name: string };

/** What a search names outright: an event by its id, or an issue by its short id; undefined when it is a search after all. */
export async function directHit(organization: string, query: string): Promise<DirectHit | undefined> {
  const text = query.replace(/^(?:is:unresolved\s+)?(?:issue:|id:)?/u, "").trim();
  const eventId = text.replaceAll("-", "").toLowerCase();
  if (/^[0-9a-f]{32}$/u.test(eventId)) {
    const found = await api.lookUpEventId({ organization, event: eventId }).catch(() => undefined);
    if (found === undefined) return undefined;
    const name = textOf(found.event.title) ?? "";
    if (typeof found.groupId === "string") return { issueId: found.groupId, eventId: found.eventId, name };
    const traceId = textOf(objectOf(objectOf(found.event.contexts)["trace"])["trace_id"]);
    return traceId === null ? undefined : { traceId, name };
  }
  if (/^[\w-]+-[0-9a-z]{1,13}$/iu.test(text)) {
    const found = await api.lookUpShortId({ organization, shortId: text.toUpperCase() }).catch(() => undefined);
    return found === undefined ? undefined : { issueId: found.groupId, name: `${found.shortId} ${found.group.title}` };
  }
  return undefined;
}
