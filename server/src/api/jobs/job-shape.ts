import { z } from "zod";
import type { Job } from "../../stores/state/jobs.ts";
import { date, isoDate } from "../dates.ts";

export const jobShape = z
  .object({
    id: z.string(),
    kind: z.enum(["deleteIssues", "deleteEvents", "deleteRows", "deleteReplays", "deleteUser", "evict", "evictInstance"]),
    /** For a person: of what. */
    what: z.string(),
    status: z.enum(["waiting", "done", "failed"]),
    done: z.int(),
    removed: z
      .record(z.string(), z.int())
      .meta({ description: "How many of `done` by kind: events, spans, logs, replayRecordings, userReports, … ; files apart." }),
    total: z.int().nullable(),
    bytes: z.int(),
    detail: z.string().nullable(),
    projects: z.array(z.string()),
    dateCreated: date,
    dateFinished: date.nullable(),
  })
  .meta({ id: "Job", description: "Work in the background: `done` events and rows of `total` (null while unknown), `bytes` that they took." });

export function jobJson({ id, input, status, done, removed, total, bytes, detail, createdAt, finishedAt }: Job): z.input<typeof jobShape> {
  const projectIds =
    input.kind === "evictInstance"
      ? []
      : input.kind === "deleteIssues"
        ? [...new Set(input.issues.map(({ projectId }) => projectId))]
        : input.kind === "evict"
          ? [input.projectId]
          : input.projectIds;
  return {
    id: String(id),
    kind: input.kind,
    what: whatOf(input),
    status,
    done,
    removed: { ...removed },
    total,
    bytes,
    detail,
    projects: projectIds.map(String),
    dateCreated: isoDate(createdAt),
    dateFinished: finishedAt === null ? null : isoDate(finishedAt),
  };
}

function whatOf(input: Job["input"]): string {
  switch (input.kind) {
    case "deleteIssues":
      return `${input.issues.length} ${input.issues.length === 1 ? "issue" : "issues"}`;
    case "deleteEvents":
    case "deleteRows":
    case "deleteReplays":
      return input.label;
    case "deleteUser":
      // Whose it was is not told: it is what should be forgotten.
      return Object.keys(input.identity)
        .map((name) => `user.${name}`)
        .join(" ");
    case "evictInstance":
      return "all projects";
    default:
      return input.category;
  }
}
