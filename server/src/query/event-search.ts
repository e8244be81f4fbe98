import { eventConditions, textConditions, type EventNames } from "./event-condition.ts";
import type { EventFilter } from "./model.ts";
import { parseTerms } from "./parse-terms.ts";
import { tokenize } from "./tokenizer.ts";

/** Event search (`api.md` §3.1) as filters on events. Throws nothing but `SearchError`. */
export function parseEventSearch(query: string, names: EventNames, now: number): readonly EventFilter[] {
  return parseTerms<EventFilter>(query, tokenize(query, "event"), {
    filter: (token) => eventConditions(token, names, now),
    text: textConditions,
    either: (branches) => [{ kind: "either", branches, negated: false }],
  });
}
