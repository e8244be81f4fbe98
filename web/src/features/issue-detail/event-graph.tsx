import "./event-graph.css";

import { useQuery } from "@tanstack/react-query";

import { issueStatsQuery } from "../../api/queries.ts";
import type { IssueDetailShape } from "../../api/shapes.ts";
import { EventBars } from "../../ui/chart/event-bars.tsx";
import { fullNumber } from "../../ui/number-text.ts";
import { periodLabel } from "../filters/periods.ts";
import { useFilters } from "../filters/use-filters.ts";
import { useOrganization } from "../session/organization.ts";

const dayTime = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });

/** How often and for how many, over the chosen time. */
export function EventGraph({ issue }: { readonly issue: IssueDetailShape }) {
  const organization = useOrganization();
  const filters = useFilters();
  const stats = useQuery(issueStatsQuery(organization.slug, issue.id, { environment: filters.environment, statsPeriod: filters.statsPeriod })).data?.[0];
  const series = stats?.stats["auto"] ?? Object.values(stats?.stats ?? {})[0] ?? [];
  const events = Number(stats?.count ?? issue.count);
  const users = stats?.userCount ?? issue.userCount;
  const all = Number(issue.count);
  const label = periodLabel(filters.statsPeriod).toLowerCase();
  return (
    <section className="event-graph" aria-label="How often">
      <dl className="event-graph-totals">
        <div>
          <dt>{events === 1 ? "event" : "events"}</dt>
          <dd className="num">{fullNumber(events)}</dd>
          {all > events ? <dd className="event-graph-all num">of {fullNumber(all)} ever</dd> : null}
        </div>
        <div>
          <dt>{users === 1 ? "user" : "users"}</dt>
          <dd className="num">{users === 0 ? "—" : fullNumber(users)}</dd>
        </div>
      </dl>
      <EventBars buckets={series.map(([second, count]) => ({ at: second * 1000, count }))} label={`Events, ${label}`} timeText={(at) => dayTime.format(at)} />
    </section>
  );
}
