import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";

import { type Aggregate, aggregateWords, aggregatesOf, valueText } from "../../features/metric/metric-text.ts";
import { type MetricRow, metricAttributesQuery, metricPartsQuery, metricSeriesQuery, type metricsQuery, mostParts } from "../../features/metric/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { Card } from "../../ui/card.tsx";
import { StackedBars } from "../../ui/chart/stacked-bars.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { fullNumber } from "../../ui/number-text.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { absoluteTime } from "../../ui/time-text.ts";

type Scope = Parameters<typeof metricsQuery>[1];

const notDivided = "";

/** One metric over time, and by the values of an attribute that it was sent with. */
export function OneMetric({ metric, scope }: { readonly metric: MetricRow; readonly scope: Scope }) {
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const { by = notDivided, show } = useSearch({ from: "/frame/metrics" });
  const possible = aggregatesOf(metric.type);
  const aggregate: Aggregate = possible.find((each) => each === show) ?? possible[0] ?? "count";
  const one = { ...scope, metric: metric.name };
  const series = useQuery(metricSeriesQuery(slug, one, aggregate));
  const attributes = useQuery(metricAttributesQuery(slug, one)).data ?? [];
  const text = (value: number) => (aggregate === "count" ? fullNumber(value) : valueText(value, metric.unit));
  const go = (change: { readonly by?: string | undefined; readonly show?: string | undefined }) =>
    void navigate({ to: "/metrics", search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <Card
      title={metric.name}
      id="metric"
      note={`${metric.type}${metric.unit === "" ? "" : ` in ${metric.unit}s`}`}
      actions={
        <Segmented
          label="Shown value"
          value={aggregate}
          options={possible.map((value) => ({ value, label: aggregateWords[value] }))}
          onChange={(value) => go({ show: value })}
        />
      }
    >
      <div className="card-body">
        {series.isPending ? <Skeleton lines={6} label="Loading the metric" /> : null}
        {series.isError ? <p className="field-error">{series.error.message}</p> : null}
        {series.data === undefined ? null : (
          <StackedBars
            label={`${aggregateWords[aggregate]} of ${metric.name} over time`}
            times={series.data.times}
            layers={[{ name: aggregateWords[aggregate].toLowerCase(), tone: "good", values: series.data.values }]}
            timeText={absoluteTime}
            valueText={text}
            isSummed={aggregate === "sum" || aggregate === "count"}
          />
        )}
      </div>
      <div className="card-body metric-by">
        <SelectField
          label="Divided by"
          value={by}
          onChange={(value) => go({ by: value === notDivided ? undefined : value })}
          options={[{ value: notDivided, label: "nothing" }, ...attributes.map((key) => ({ value: key, label: key }))]}
        />
        <Link to="/metrics" search={(before) => ({ ...before, metric: undefined, by: undefined, show: undefined })} className="strong-link">
          All metrics
        </Link>
      </div>
      {by === notDivided ? null : <Parts one={one} by={by} aggregate={aggregate} text={text} />}
    </Card>
  );
}

interface PartsProps {
  readonly one: Scope & { readonly metric: string };
  readonly by: string;
  readonly aggregate: Aggregate;
  readonly text: (value: number) => string;
}

function Parts({ one, by, aggregate, text }: PartsProps) {
  const { slug } = useOrganization();
  const parts = useQuery(metricPartsQuery(slug, one, by, aggregate));
  if (parts.isPending) return <Skeleton lines={4} label="Loading its parts" />;
  if (parts.isError) return <p className="card-body field-error">{parts.error.message}</p>;
  return (
    <>
      <DataTable
        label={`${one.metric} by ${by}`}
        columns={[
          { title: by },
          { title: aggregateWords[aggregate], isNumber: true },
          ...(aggregate === "count" ? [] : [{ title: aggregateWords.count, isNumber: true }]),
        ]}
        rows={parts.data.map(({ value, values }) => ({
          id: value,
          cells: [
            value === "" ? (
              <span key="none" className="muted">
                (none)
              </span>
            ) : (
              value
            ),
            text(values[aggregate]),
            fullNumber(values.count),
          ],
        }))}
      />
      {parts.data.length === mostParts ? <p className="card-body muted">The first {mostParts}.</p> : null}
    </>
  );
}
