import "../../ui/card.css";
import "./metrics.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";

import { useFilters } from "../../features/filters/use-filters.ts";
import { aggregateWords, aggregatesOf, valueText } from "../../features/metric/metric-text.ts";
import { type MetricRow, metricsQuery, mostMetrics } from "../../features/metric/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { NothingFound, NothingSent } from "../../features/search-page/nothing-found.tsx";
import { SearchHead } from "../../features/search-page/search-head.tsx";
import { useTitle } from "../../features/title/use-title.ts";
import { Chip } from "../../ui/chip.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { fullNumber } from "../../ui/number-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { OneMetric } from "./one-metric.tsx";

/** Numbers that programs sent: all by name, and one over time and by what it was sent with. */
export function Metrics() {
  const organization = useOrganization();
  const filters = useFilters();
  const navigate = useNavigate();
  const { query = "", metric } = useSearch({ from: "/frame/metrics" });
  const scope = { ...filters.params, query };
  const list = useQuery(metricsQuery(organization.slug, scope));
  const rows = list.data ?? [];
  const chosen = rows.find((row) => row.name === metric);
  useTitle(metric === undefined ? "Metrics" : `Metric ${metric}`);
  const isNarrowed = query !== "" || filters.project.length > 0 || filters.environment.length > 0;
  return (
    <div className="metrics-page">
      <SearchHead
        title="Metrics"
        placeholder="Search: metric.name:orders.*, release:latest, any attribute:value"
        query={query}
        error={list.error}
        onSearch={(text) => void navigate({ to: "/metrics", search: (before) => ({ ...before, query: text }) })}
      />
      {chosen === undefined ? null : <OneMetric key={`${chosen.name} ${chosen.type}`} metric={chosen} scope={scope} />}
      {list.isPending ? <Skeleton lines={10} height={20} label="Loading metrics" /> : null}
      {list.isSuccess && rows.length === 0 ? <NoMetrics isNarrowed={isNarrowed} /> : null}
      {rows.length === 0 ? null : (
        <div className="list-card" aria-busy={list.isPlaceholderData || undefined}>
          <MetricTable rows={rows} />
        </div>
      )}
      {rows.length === mostMetrics ? <p className="muted">The first {mostMetrics} by name. Search for others by metric.name.</p> : null}
    </div>
  );
}

function MetricTable({ rows }: { readonly rows: readonly MetricRow[] }) {
  return (
    <DataTable
      label="All metrics"
      columns={[
        { title: "Metric" },
        { title: "Kind" },
        { title: "Value", isNumber: true },
        { title: "Sent", isNumber: true },
        { title: "Last", isNumber: true },
      ]}
      rows={rows.map(({ name, type, unit, values, lastSeen }) => {
        const [first = "count"] = aggregatesOf(type);
        return {
          id: `${name} ${type} ${unit}`,
          cells: [
            <Link key="name" to="/metrics" search={(before) => ({ ...before, metric: name, by: undefined, show: undefined })} className="strong-link mono">
              {name}
            </Link>,
            <Chip key="type">{type}</Chip>,
            <span key="value">
              {first === "count" ? fullNumber(values.count) : valueText(values[first], unit)}{" "}
              <span className="muted">{aggregateWords[first].toLowerCase()}</span>
            </span>,
            fullNumber(values.count),
            <RelativeTime key="last" at={lastSeen} />,
          ],
        };
      })}
    />
  );
}

function NoMetrics({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed) return <NothingFound to="/metrics" what="metric" />;
  return (
    <NothingSent what="metrics">
      Programs send them with <code>Sentry.metrics.count("orders.placed", 1)</code>, <code>gauge</code> and <code>distribution</code>.
    </NothingSent>
  );
}
