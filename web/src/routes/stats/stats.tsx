import "./stats.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";

import { keysQuery, projectsQuery, statsQuery } from "../../api/queries.ts";
import { outcomeWords, reasonText } from "../../features/fate/outcome-text.ts";
import { useFilters } from "../../features/filters/use-filters.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Card } from "../../ui/card.tsx";
import { StackedBars, type LayerTone } from "../../ui/chart/stacked-bars.tsx";
import { Chip } from "../../ui/chip.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { absoluteTime } from "../../ui/time-text.ts";
import { amountText, categoryText, intervalOf } from "./stats-text.ts";

/** Bottom to top: what was kept, then what was not. */
const tones: readonly (readonly [outcome: string, tone: LayerTone])[] = [
  ["accepted", "good"],
  ["client_discard", "muted"],
  ["filtered", "info"],
  ["rate_limited", "warning"],
  ["invalid", "error"],
  ["abuse", "fatal"],
  ["cardinality_limited", "sample"],
];

/** What was received of each category, and what became of it. */
export function Stats() {
  const organization = useOrganization();
  const filters = useFilters();
  const navigate = useNavigate();
  const { category: asked } = useSearch({ from: "/frame/stats" });
  const range = { project: filters.project, statsPeriod: filters.statsPeriod, interval: intervalOf(filters.statsPeriod) };
  const stats = useQuery(statsQuery(organization.slug, { ...range, groupBy: ["category", "outcome", "reason"] }));
  useTitle("Stats");
  const groups = (stats.data?.groups ?? []).map(groupOf);
  const categories = [...new Set(groups.map((group) => group.category))].toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const category = categories.find((each) => each === asked) ?? categories[0];
  const own = groups.filter((group) => group.category === category);
  const amount = (quantity: number): string => amountText(category ?? "", quantity);
  return (
    <div className="stats">
      <h1 className="page-title">Stats</h1>
      <p className="page-lead">
        Everything that SDKs sent, or say that they did not send, and what became of it. Accepted and dropped add up to what was received.
      </p>
      {stats.isPending ? <Skeleton lines={8} /> : null}
      {stats.isError ? (
        <Notice tone="failed" title="The numbers could not be read">
          {stats.error.message}
        </Notice>
      ) : null}
      {stats.isSuccess && category === undefined ? (
        <Notice title="Nothing was received in this time">Choose a longer time, or send a first event.</Notice>
      ) : null}
      {category === undefined || stats.data === undefined ? null : (
        <>
          <Segmented
            label="Category"
            value={category}
            options={categories.map((each) => ({ value: each, label: categoryText(each) }))}
            onChange={(next) => void navigate({ to: "/stats", search: (before) => ({ ...before, category: next }) })}
          />
          <Card title={categoryText(category)} id="over-time" note={amount(own.reduce((sum, group) => sum + group.total, 0))}>
            <div className="card-body">
              <StackedBars
                label={`${categoryText(category)} over time by outcome`}
                times={stats.data.intervals.map((at) => Date.parse(at))}
                timeText={absoluteTime}
                valueText={amount}
                layers={tones.flatMap(([outcome, tone]) => {
                  const of = own.filter((group) => group.outcome === outcome);
                  if (of.length === 0) return [];
                  const values = stats.data.intervals.map((_, index) => of.reduce((sum, group) => sum + (group.series[index] ?? 0), 0));
                  return [{ name: outcomeWords(outcome).word, tone, values }];
                })}
              />
            </div>
          </Card>
          <Card title="What became of them" id="reasons">
            <DataTable
              label="Outcomes and reasons"
              columns={[{ title: "Outcome" }, { title: "Reason" }, { title: "Count", isNumber: true }]}
              rows={own
                .toSorted((a, b) => b.total - a.total)
                .map((group) => ({
                  id: `${group.outcome} ${group.reason ?? ""}`,
                  cells: [
                    <Chip key="outcome" tone={outcomeWords(group.outcome).tone}>
                      {outcomeWords(group.outcome).word}
                    </Chip>,
                    reasonText(group.reason),
                    amount(group.total),
                  ],
                }))}
            />
          </Card>
          <ByOrigin category={category} range={range} />
        </>
      )}
    </div>
  );
}

function ByOrigin({
  category,
  range,
}: {
  readonly category: string;
  readonly range: { readonly project: readonly string[]; readonly statsPeriod: string; readonly interval: string };
}) {
  const organization = useOrganization();
  const projects = useQuery(projectsQuery(organization.slug)).data ?? [];
  const byKey = useQuery(statsQuery(organization.slug, { ...range, groupBy: ["project", "key", "category", "outcome"] }));
  const groups = (byKey.data?.groups ?? []).map(groupOf).filter((group) => group.category === category);
  const amount = (quantity: number): string => amountText(category, quantity);
  const sum = (of: typeof groups, accepted: boolean): string =>
    amount(of.filter((group) => (group.outcome === "accepted") === accepted).reduce((all, group) => all + group.total, 0));
  const keyed = Map.groupBy(groups, (group) => `${group.project ?? ""} ${group.key ?? ""}`);
  const rows = [...keyed].map(([id, of]) => {
    const project = projects.find((each) => each.id === of[0]?.project);
    return {
      id,
      cells: [
        project === undefined ? `project ${of[0]?.project ?? ""}` : project.slug,
        project === undefined ? null : <KeyName key="key" project={project.slug} publicKey={of[0]?.key ?? null} />,
        sum(of, true),
        sum(of, false),
      ],
    };
  });
  if (byKey.isPending) return <Skeleton lines={3} />;
  return (
    <Card
      title="By project and key"
      id="origins"
      actions={
        <Link to="/where" className="strong-link">
          Recent drops
        </Link>
      }
    >
      <DataTable
        label="Accepted and dropped by project and key"
        columns={[{ title: "Project" }, { title: "Key" }, { title: "Accepted", isNumber: true }, { title: "Dropped", isNumber: true }]}
        rows={rows}
      />
    </Card>
  );
}

function KeyName({ project, publicKey }: { readonly project: string; readonly publicKey: string | null }) {
  const organization = useOrganization();
  const keys = useQuery(keysQuery(organization.slug, project)).data ?? [];
  if (publicKey === null) return <span className="muted">deleted key</span>;
  const key = keys.find((each) => each.public === publicKey);
  return <span title={publicKey}>{key === undefined ? publicKey.slice(0, 8) : key.name}</span>;
}

interface SentGroup {
  readonly by: Readonly<Record<string, string | number | null>>;
  readonly totals: Readonly<Record<string, number>>;
  readonly series: Readonly<Record<string, readonly number[]>>;
}

function groupOf({ by, totals, series }: SentGroup) {
  const word = (name: string): string | null => {
    const value = by[name];
    return value === undefined || value === null ? null : String(value);
  };
  return {
    category: word("category") ?? "unknown",
    outcome: word("outcome") ?? "accepted",
    reason: word("reason"),
    project: word("project"),
    key: word("key"),
    total: totals["sum(quantity)"] ?? 0,
    series: series["sum(quantity)"] ?? [],
  };
}

const order = ["error", "default", "transaction", "span", "log_item", "session", "attachment", "replay", "monitor", "feedback"];

function rank(category: string): number {
  const at = order.indexOf(category);
  return at < 0 ? order.length : at;
}
