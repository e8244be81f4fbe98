import "./check-in-table.css";

import { Chip } from "../../ui/chip.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { absoluteTime, durationText } from "../../ui/time-text.ts";
import { checkInState } from "./monitor-text.ts";
import type { CheckInShape } from "./queries.ts";

export function CheckInTable({ checkIns }: { readonly checkIns: readonly CheckInShape[] }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys
    <section className="check-ins" tabIndex={0} aria-label="Table of check-ins">
      <table aria-label="Check-ins">
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Started</th>
            <th scope="col">Duration</th>
            <th scope="col">Environment</th>
            <th scope="col">Expected</th>
            <th scope="col">Id</th>
          </tr>
        </thead>
        <tbody>
          {checkIns.map((checkIn) => {
            const state = checkInState(checkIn.status);
            return (
              <tr key={checkIn.id}>
                <td>
                  <Chip tone={state.tone} {...(state.hint === undefined ? {} : { title: state.hint })}>
                    {state.text}
                  </Chip>
                </td>
                <td>
                  <RelativeTime at={checkIn.dateAdded} />
                </td>
                <td className="num">{checkIn.duration === null ? "–" : durationText(checkIn.duration)}</td>
                <td>{checkIn.environment}</td>
                <td className="num">{checkIn.expectedTime === null ? "–" : absoluteTime(checkIn.expectedTime)}</td>
                <td className="mono muted">{checkIn.id.slice(0, 8)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
