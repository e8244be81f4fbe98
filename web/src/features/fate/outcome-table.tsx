import "./outcome-table.css";

import { Link } from "@tanstack/react-router";

import type { OutcomeShape, ProjectShape } from "../../api/shapes.ts";
import { Chip } from "../../ui/chip.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { outcomeWords, quantityText, reasonText } from "./outcome-text.ts";

interface OutcomeTableProps {
  readonly label: string;
  readonly outcomes: readonly OutcomeShape[];
  /** Shows which event and project each row is about. */
  readonly projects?: readonly ProjectShape[];
}

export function OutcomeTable({ label, outcomes, projects }: OutcomeTableProps) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls sideways on narrow screens, so it must be reachable by keys
    <section className="outcomes" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Outcome</th>
            <th scope="col">Why</th>
            {projects === undefined ? null : (
              <>
                <th scope="col">Event</th>
                <th scope="col">Project</th>
              </>
            )}
            <th scope="col" className="outcomes-number">
              Count
            </th>
            <th scope="col" className="outcomes-number">
              When
            </th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome, index) => (
            // eslint-disable-next-line react/no-array-index-key -- outcomes have no id, and the list is replaced as a whole
            <OutcomeRow key={index} outcome={outcome} projects={projects} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OutcomeRow({ outcome, projects }: { readonly outcome: OutcomeShape; readonly projects: readonly ProjectShape[] | undefined }) {
  const { word, tone } = outcomeWords(outcome.outcome);
  const eventId = outcome.eventId ?? null;
  return (
    <tr>
      <td className="mono">{outcome.itemType}</td>
      <td>
        <Chip tone={tone}>{word}</Chip>
      </td>
      <td className="outcomes-why">
        {reasonText(outcome.reason)}
        {outcome.detail === null || outcome.detail === "" ? null : <span className="muted"> {outcome.detail}</span>}
      </td>
      {projects === undefined ? null : (
        <>
          <td className="mono">
            {eventId === null ? (
              <span className="muted">none</span>
            ) : (
              <Link to="/where" search={(before) => ({ ...before, event: eventId })} title={eventId}>
                {eventId.slice(0, 8)}
              </Link>
            )}
          </td>
          <td>{projects.find((project) => project.id === outcome.projectId)?.slug ?? outcome.projectId}</td>
        </>
      )}
      <td className="outcomes-number num" data-label={outcome.category === "attachment" ? "size" : "count"}>
        {quantityText(outcome)}
      </td>
      <td className="outcomes-number">
        <RelativeTime at={outcome.dateReceived} />
      </td>
    </tr>
  );
}
