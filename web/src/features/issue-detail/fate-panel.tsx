import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { fateQuery } from "../../api/queries.ts";
import type { FateShape } from "../../api/shapes.ts";
import { byteText } from "../../ui/number-text.ts";
import { absoluteTime, durationText } from "../../ui/time-text.ts";
import { outcomeSentence } from "../fate/outcome-text.ts";
import { useOrganization } from "../session/organization.ts";

/** What became of the event on its way in. */
export function FatePanel({ project, event }: { readonly project: string; readonly event: string }) {
  const organization = useOrganization();
  const fate = useQuery(fateQuery(organization.slug, project, event)).data;
  if (fate === undefined) return null;
  // What was kept is told in the line before.
  const notKept = fate.outcomes.filter(({ outcome }) => outcome !== "accepted");
  return (
    <section className="panel" aria-labelledby="fate-title">
      <h2 id="fate-title">Fate of this event</h2>
      <p>{storedText(fate)}</p>
      {notKept.map((outcome, index) => (
        // eslint-disable-next-line react/no-array-index-key -- outcomes have no id, and the list is replaced as a whole
        <p key={index}>{outcomeSentence(outcome)}</p>
      ))}
      <p>
        <Link to="/where" search={(before) => ({ ...before, event })}>
          Everything about its delivery
        </Link>
      </p>
    </section>
  );
}

function storedText({ stored }: FateShape): string {
  if (stored === null) return "Not stored.";
  const delay = Date.parse(stored.dateReceived) - Date.parse(stored.dateCreated);
  const arrival = delay > 1000 ? `, ${durationText(delay)} after it happened` : "";
  const attachments = stored.attachments === 0 ? "" : ` ${stored.attachments} ${stored.attachments === 1 ? "attachment" : "attachments"} kept.`;
  return `Accepted ${absoluteTime(stored.dateReceived)}${arrival}. ${byteText(stored.bodyBytes)} stored.${attachments}`;
}
