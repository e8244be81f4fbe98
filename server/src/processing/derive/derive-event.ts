import type { Contexts, NormalizedEvent, Tag } from "../normalize/event.ts";
import { lastException } from "./crash-frame.ts";
import { culprit } from "./culprit.ts";
import { stackFacts, type StackFacts } from "./stack-facts.ts";
import { allTags, userTag } from "./tags.ts";
import { headline, type Headline } from "./title.ts";

/** What lists, searches and counters need to know of an event without reading its body. */
export interface DerivedEvent extends Headline {
  readonly culprit: string;
  /** Message and exception texts, for free-text search. */
  readonly message: string;
  readonly tags: readonly Tag[];
  readonly user: {
    readonly tag: string;
    readonly id: string | null;
    readonly email: string | null;
    readonly username: string | null;
    readonly ip: string | null;
  } | null;
  readonly handled: boolean | null;
  readonly traceId: string | null;
  readonly spanId: string | null;
  /** Null without a release: a distribution tells builds of one release apart. */
  readonly dist: string | null;
  readonly stack: StackFacts | null;
  /** Where the user was, as JSON; only what is searched for. */
  readonly geo: string | null;
}

const geoMembers = ["country_code", "city", "region", "subdivision"] as const;

const maxMessage = 8192;

/** `guessed`: those of the event's contexts that come from its user agent. */
export function deriveEvent(event: NormalizedEvent, guessed?: Contexts): DerivedEvent {
  const tag = userTag(event.user);
  const trace = event.contexts?.["trace"];
  return {
    ...headline(event),
    culprit: culprit(event),
    message: searchText(event),
    tags: allTags(event, guessed),
    user:
      tag === null
        ? null
        : { tag, id: event.user?.id ?? null, email: event.user?.email ?? null, username: event.user?.username ?? null, ip: event.user?.ip_address ?? null },
    handled: isHandled(event),
    traceId: textOrNull(trace?.["trace_id"]),
    spanId: textOrNull(trace?.["span_id"]),
    dist: event.release === undefined ? null : (event.dist ?? null),
    stack: stackFacts(event),
    geo: geoFacts(event.user?.geo),
  };
}

function geoFacts(geo: Readonly<Record<string, unknown>> | undefined): string | null {
  if (geo === undefined) return null;
  const known = geoMembers.filter((name) => typeof geo[name] === "string");
  return known.length === 0 ? null : JSON.stringify(Object.fromEntries(known.map((name) => [name, geo[name]])));
}

/** False as soon as one exception says so: SDKs of version 8 mark only the cause of what crashed. The tag follows the last one (`protocol.md` §17.3). */
function isHandled(event: NormalizedEvent): boolean | null {
  if (event.exception?.values.some((exception) => exception?.mechanism?.handled === false) === true) return false;
  return lastException(event)?.mechanism?.handled ?? null;
}

/** The message alone where there is one, or what was found; else the texts of all exceptions, the shown one first. */
function searchText(event: NormalizedEvent): string {
  const message = event.occurrence?.subtitle ?? event.logentry?.formatted;
  if (message !== undefined) return message.slice(0, maxMessage).toWellFormed();
  const texts = event.exception?.values.flatMap((exception) => (exception?.value ? [exception.value] : [])) ?? [];
  return texts.toReversed().join("\n").slice(0, maxMessage).toWellFormed();
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
