import { api } from "../../api/client.ts";

interface DirectHit {
  readonly issueId: string;
  readonly eventId?: string;
}

/** What a search names outright: an event by its id, or an issue by its short id; undefined when it is a search after all. */
export async function directHit(organization: string, query: string): Promise<DirectHit | undefined> {
  const text = query.replace(/^(?:is:unresolved\s+)?(?:issue:|id:)?/u, "").trim();
  const eventId = text.replaceAll("-", "").toLowerCase();
  if (/^[0-9a-f]{32}$/u.test(eventId)) {
    const found = await api.lookUpEventId({ organization, event: eventId }).catch(() => undefined);
    // A transaction belongs to no issue.
    return typeof found?.groupId === "string" ? { issueId: found.groupId, eventId: found.eventId } : undefined;
  }
  if (/^[\w-]+-[0-9a-z]{1,13}$/iu.test(text)) {
    const found = await api.lookUpShortId({ organization, shortId: text.toUpperCase() }).catch(() => undefined);
    return found === undefined ? undefined : { issueId: found.groupId };
  }
  return undefined;
}
