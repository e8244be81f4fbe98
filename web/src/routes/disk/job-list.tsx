import type { JobShape, ProjectShape } from "../../api/shapes.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Notice } from "../../ui/notice.tsx";
import { byteText, fullNumber } from "../../ui/number-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const kinds = {
  deleteIssues: "Delete issues",
  deleteEvents: "Delete events",
  deleteRows: "Delete rows",
  deleteReplays: "Delete replays",
  deleteUser: "Delete a user",
  evict: "Evict",
  evictInstance: "Evict",
} as const;
const states = {
  waiting: { word: "Under way", tone: "info" },
  done: { word: "Done", tone: "good" },
  failed: { word: "Failed", tone: "fatal" },
} as const;

/** `12 events, 340 spans` */
function removedText(removed: JobShape["removed"]): string {
  return Object.entries(removed)
    .map(([kind, count]) => `${fullNumber(count)} ${kind.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)}`)
    .join(", ");
}

export function JobList({
  jobs,
  error,
  projects,
}: {
  readonly jobs: readonly JobShape[] | undefined;
  readonly error: Error | null;
  readonly projects: readonly ProjectShape[];
}) {
  const slugs = (ids: readonly string[]): string => ids.map((id) => projects.find((project) => project.id === id)?.slug ?? id).join(", ");
  return (
    <Card title="Deletions and evictions" id="jobs" note="newest first">
      {jobs === undefined && error === null ? <Skeleton lines={3} /> : null}
      {error === null ? null : (
        <Notice tone="failed" title="The list could not be read">
          {error.message}
        </Notice>
      )}
      {jobs?.length === 0 ? (
        <Notice title="Nothing was deleted or evicted">What is deleted on request, or because a budget is used up, shows here.</Notice>
      ) : null}
      {jobs === undefined || jobs.length === 0 ? null : (
        <DataTable
          label="List of deletions and evictions"
          columns={[
            { title: "What" },
            { title: "Of" },
            { title: "Projects" },
            { title: "State" },
            { title: "Removed", isNumber: true },
            { title: "Size", isNumber: true },
            { title: "When", isNumber: true },
          ]}
          rows={jobs.map((job) => ({
            id: job.id,
            cells: [
              kinds[job.kind],
              job.what,
              job.projects.length >= projects.length && projects.length > 1 ? "all" : slugs(job.projects),
              <Chip key="state" tone={states[job.status].tone} {...(job.detail !== null && { title: job.detail })}>
                {states[job.status].word}
              </Chip>,
              <span key="done" title={removedText(job.removed)}>
                {job.total === null || job.status !== "waiting" ? fullNumber(job.done) : `${fullNumber(job.done)} of ${fullNumber(job.total)}`}
              </span>,
              byteText(job.bytes),
              <RelativeTime key="when" at={job.dateCreated} />,
            ],
          }))}
        />
      )}
    </Card>
  );
}
