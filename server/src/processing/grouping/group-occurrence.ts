import type { NormalizedEvent, Occurrence } from "../normalize/event.ts";
import type { Grouping } from "./grouping.ts";
import { hashValues } from "./hash.ts";

/** A problem of a transaction is grouped by what its detector says it is (`grouping.md` §11), and by no rules. */
export function groupOccurrence(event: NormalizedEvent, { fingerprint, issue_title: title }: Occurrence): Grouping {
  const hash = hashValues([fingerprint]);
  const hint = `${title}: the type of the problem, and the spans that it shows in`;
  return {
    version: "performance",
    hashes: [hash],
    variants: [{ name: "performance_problem", hash, contributes: true, hint, component: null, fingerprint: [fingerprint] }],
    rule: null,
    event,
  };
}
