import type { Context, NormalizedEvent, User } from "../normalize/event.ts";

const maxMessage = 4096;
const maxEmail = 75;

/**
 * What makes a normalized event a piece of user feedback (`protocol.md` §8.4): the message is what it says, and no other
 * event is ever grouped with it. The fingerprint comes from the event id, so a replay makes the same issue. Undefined when
 * nobody said anything.
 */
export function asFeedback(event: NormalizedEvent): NormalizedEvent | undefined {
  const context = event.contexts?.["feedback"];
  const message = textOf(context, "message");
  if (context === undefined || message === undefined) return undefined;
  const url = textOf(context, "url");
  const said = message.length > maxMessage ? `${message.slice(0, maxMessage - 3).toWellFormed()}...` : message;
  const person = withEmail(event.user, textOf(context, "contact_email"));
  const tagged = url !== undefined && !event.tags?.some(([key]) => key === "url");
  const { exception: _exception, checksum: _checksum, ...rest } = event;
  return {
    ...rest,
    type: "feedback",
    environment: event.environment ?? "production",
    fingerprint: ["user-feedback", event.event_id],
    logentry: { message: said, formatted: said },
    contexts: { ...event.contexts, feedback: { ...context, message: said } },
    ...(person !== undefined && { user: person }),
    ...(tagged && { tags: [...(event.tags ?? []), ["url", url.slice(0, 200).toWellFormed()] as const] }),
  };
}

function withEmail(user: User | undefined, email: string | undefined): User | undefined {
  if (user?.email !== undefined || email === undefined || email.length > maxEmail) return user;
  return { ...user, email };
}

/** Trimmed text of a context's member; undefined where there is none. */
function textOf(context: Context | undefined, member: string): string | undefined {
  const value = context?.[member];
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
}
