import "./disk.css";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { diskQuery, jobsQuery, projectsQuery } from "../../api/queries.ts";
import type { DiskBudgetShape, DiskUsageShape, ProjectShape } from "../../api/shapes.ts";
import { useMay } from "../../features/session/may.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { StackedBars, type LayerPattern, type LayerTone } from "../../ui/chart/stacked-bars.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Notice } from "../../ui/notice.tsx";
import { byteText, counted, fullNumber } from "../../ui/number-text.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BudgetDialog, type BudgetOf } from "./budget-dialog.tsx";
import { DeleteForm } from "./delete-form.tsx";
import { JobList } from "./job-list.tsx";

/** The same look for a category whatever else is there; no two share a colour and a pattern. What belongs together shares a colour. */
const looks: Readonly<Record<string, readonly [tone: LayerTone, pattern: LayerPattern]>> = {
  events: ["good", "plain"],
  attachments: ["good", "striped"],
  uploads: ["muted", "plain"],
  transactions: ["info", "plain"],
  spans: ["info", "striped"],
  logs: ["warning", "plain"],
  metrics: ["warning", "dotted"],
  profiles: ["sample", "plain"],
  profileChunks: ["sample", "striped"],
  replayRecordings: ["error", "plain"],
  replaySegments: ["error", "lined"],
};

/** What takes the space, what may, and what was taken away. */
export function Disk() {
  const organization = useOrganization();
  const disk = useQuery(diskQuery(organization.slug));
  const projects = useQuery(projectsQuery(organization.slug)).data ?? [];
  const jobs = useQuery(jobsQuery(organization.slug));
  useTitle("Disk");
  const usage = disk.data?.usage ?? [];
  const total = usage.reduce((sum, each) => sum + each.bytes, 0);
  return (
    <div className="disk">
      <h1 className="page-title">Disk</h1>
      <p className="page-lead">
        What this organization keeps, and for how long. Above its budget a project loses its dullest events first: of each issue the first and last of a day,
        the first of each release and a spread over the day stay, and counts stay what they were.
      </p>
      {disk.data?.instance == null ? null : <p className="page-lead">All organizations of this server take {byteText(disk.data.instance.bytes)}.</p>}
      {disk.isPending ? <Skeleton lines={8} /> : null}
      {disk.isError ? (
        <Notice tone="failed" title="The account could not be read">
          {disk.error.message}
        </Notice>
      ) : null}
      {disk.isSuccess && usage.length === 0 ? <Notice title="Nothing is stored yet">What SDKs send shows here with the space it takes.</Notice> : null}
      {usage.length === 0 ? null : (
        <Card title="By day" id="days" note={byteText(total)}>
          <div className="card-body">
            <DayBars usage={usage} />
          </div>
        </Card>
      )}
      {disk.data === undefined || projects.length === 0 ? null : (
        <BudgetTable usage={usage} budgets={disk.data.budgets} categories={disk.data.categories} projects={projects} />
      )}
      <DeleteForm projects={projects} />
      <JobList jobs={jobs.data} error={jobs.error} projects={projects} />
    </div>
  );
}

const dayMs = 86_400_000;
const mostDays = 90;

function DayBars({ usage }: { readonly usage: readonly DiskUsageShape[] }) {
  const bytes = new Map<string, number>();
  for (const { category, days } of usage) for (const day of days) bytes.set(`${category} ${day.day}`, (bytes.get(`${category} ${day.day}`) ?? 0) + day.bytes);
  const days = usage.flatMap((each) => each.days.map(({ day }) => Date.parse(day)));
  const last = Math.max(...days);
  const length = Math.min(Math.round((last - Math.min(...days)) / dayMs) + 1, mostDays);
  const times = Array.from({ length }, (_, index) => last - (length - 1 - index) * dayMs);
  const known = new Set(usage.map(({ category }) => category));
  // Events first, at the bottom.
  const categories = [...Object.keys(looks).filter((category) => known.has(category)), ...[...known].filter((category) => looks[category] === undefined)];
  return (
    <StackedBars
      label="Bytes kept by day and category"
      times={times}
      timeText={dayText}
      valueText={byteText}
      layers={categories.map((category) => {
        const [tone, pattern] = looks[category] ?? ["muted", "striped"];
        return { name: categoryWord(category), tone, pattern, values: times.map((at) => bytes.get(`${category} ${dayText(at)}`) ?? 0) };
      })}
    />
  );
}

interface BudgetTableProps {
  readonly usage: readonly DiskUsageShape[];
  readonly budgets: readonly DiskBudgetShape[];
  readonly categories: readonly string[];
  readonly projects: readonly ProjectShape[];
}

/** One row for what takes space or has a budget; others can be given one. */
function BudgetTable({ usage, budgets, categories, projects }: BudgetTableProps) {
  const [editing, setEditing] = useState<BudgetOf>();
  const mayChange = useMay("project:write");
  const rows = projects.flatMap((project) =>
    categories.flatMap((category) => {
      const used = usage.find((each) => each.projectId === project.id && each.category === category);
      const budget = budgets.find((each) => each.projectId === project.id && each.category === category);
      if (used === undefined && budget === undefined && category !== "events") return [];
      const { maxBytes = null, maxDays = null } = budget ?? {};
      const bytes = used?.bytes ?? 0;
      return [
        {
          id: `${project.id} ${category}`,
          cells: [
            project.slug,
            categoryWord(category),
            fullNumber(used?.items ?? 0),
            byteText(bytes),
            maxBytes === null ? "no limit" : <Share key="share" bytes={bytes} maxBytes={maxBytes} />,
            maxDays === null ? "as long as all" : counted(maxDays, "day"),
            mayChange && (
              <Button key="edit" size="small" tone="quiet" onClick={() => setEditing({ project: project.slug, category, maxBytes, maxDays })}>
                Budget<span className="only-heard">{` of ${categoryWord(category)} in ${project.slug}`}</span>
              </Button>
            ),
          ],
        },
      ];
    }),
  );
  return (
    <Card title="By project and category" id="budgets">
      <DataTable
        label="Space by project and category"
        columns={[
          { title: "Project" },
          { title: "Category" },
          { title: "Items", isNumber: true },
          { title: "Size", isNumber: true },
          { title: "Budget" },
          { title: "Kept" },
          ...(mayChange ? [{ title: "Change" }] : []),
        ]}
        rows={rows}
      />
      {editing === undefined ? null : <BudgetDialog budget={editing} onClose={() => setEditing(undefined)} />}
    </Card>
  );
}

function Share({ bytes, maxBytes }: { readonly bytes: number; readonly maxBytes: number }) {
  return (
    <>
      <span className={`disk-share ${bytes > maxBytes ? "disk-share-over" : ""}`} aria-hidden="true">
        <span style={{ width: `${Math.min(100, (bytes / maxBytes) * 100)}%` }} />
      </span>{" "}
      <span className="num">{byteText(maxBytes)}</span>
    </>
  );
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function categoryWord(category: string): string {
  const words = category.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
