import { z } from "zod";
import { date } from "../dates.ts";
import { releaseShape } from "../releases/release-shape.ts";
import { userReportShape } from "./user-report-json.ts";

const open = z.record(z.string(), z.unknown());

const eventTagShape = z.object({ key: z.string(), value: z.string(), query: z.string().optional() });

const eventUserShape = z.object({
  id: z.string().nullable(),
  email: z.string().nullable(),
  username: z.string().nullable(),
  ip_address: z.string().nullable(),
  name: z.string().nullable(),
  geo: open.nullable(),
  data: open.nullable(),
});

/** `api.md` §4.6 EventLite. */
export const eventLiteShape = z
  .object({
    id: z.string(),
    "event.type": z.string(),
    groupID: z.string().nullable(),
    eventID: z.string(),
    projectID: z.string(),
    message: z.string(),
    title: z.string(),
    location: z.string().nullable(),
    culprit: z.string().nullable(),
    user: eventUserShape.nullable(),
    tags: z.array(eventTagShape),
    platform: z.string(),
    dateCreated: date,
    crashFile: z.null(),
    metadata: z.record(z.string(), z.string()),
  })
  .meta({ id: "EventLite" });

export type EventLiteJson = z.input<typeof eventLiteShape>;

const evidenceShape = z.array(z.object({ name: z.string(), value: z.string(), important: z.boolean() }));

/** What was found in a transaction, for issues of performance. */
const occurrenceShape = z
  .object({
    id: z.string(),
    projectId: z.int(),
    eventId: z.string(),
    fingerprint: z.array(z.string()),
    issueTitle: z.string(),
    subtitle: z.string(),
    resourceId: z.string().nullable(),
    evidenceData: open,
    evidenceDisplay: evidenceShape,
    type: z.int(),
    detectionTime: z.number(),
    level: z.string().nullable(),
    culprit: z.string().nullable(),
    assignee: z.string().nullable(),
    priority: z.int().nullable(),
  })
  .meta({ id: "Occurrence" });

/** The same in the form of older clients. */
const perfProblemShape = z
  .object({
    type: z.int(),
    fingerprint: z.string(),
    op: z.string(),
    desc: z.string(),
    title: z.string(),
    issueType: z.string(),
    parentSpanIds: z.array(z.string()),
    causeSpanIds: z.array(z.string()),
    offenderSpanIds: z.array(z.string()),
    evidenceData: open,
    evidenceDisplay: evidenceShape,
  })
  .meta({ id: "PerformanceProblem" });

export const eventShape = z
  .object({
    id: z.string(),
    groupID: z.string().nullable(),
    eventID: z.string(),
    projectID: z.string(),
    size: z.int().nullable(),
    entries: z.array(z.object({ type: z.string(), data: z.unknown() })),
    dist: z.string().nullable(),
    message: z.string().nullable(),
    title: z.string(),
    location: z.string().nullable(),
    user: eventUserShape.nullable(),
    contexts: open,
    sdk: z.object({ name: z.string().nullable(), version: z.string().nullable() }).nullable(),
    context: open,
    packages: open,
    type: z.string(),
    metadata: z.record(z.string(), z.string()),
    tags: z.array(eventTagShape),
    platform: z.string(),
    dateReceived: date,
    dateCreated: date,
    errors: z.array(z.object({ type: z.string(), message: z.string(), data: open })),
    occurrence: occurrenceShape.nullable(),
    perfProblem: perfProblemShape.nullable().optional(),
    _meta: z.object({
      entries: open,
      message: z.unknown(),
      user: z.unknown(),
      contexts: z.unknown(),
      context: z.unknown(),
      packages: z.unknown(),
      tags: z.unknown(),
      sdk: z.unknown(),
    }),
    crashFile: z.null(),
    culprit: z.string(),
    fingerprints: z.array(z.string()),
    groupingConfig: z.object({ id: z.string(), enhancements: z.string() }),
    startTimestamp: z.number().optional(),
    endTimestamp: z.number().optional(),
    measurements: z.unknown().optional(),
    breakdowns: z.unknown().optional(),
  })
  .meta({ id: "Event" });

export type EventJson = z.input<typeof eventShape>;

export const eventDetailShape = eventShape
  .extend({
    release: releaseShape.nullable(),
    userReport: userReportShape.nullable(),
    sdkUpdates: z.array(z.unknown()),
    resolvedWith: z.array(z.string()),
    nextEventID: z.string().nullable(),
    previousEventID: z.string().nullable(),
  })
  .meta({ id: "EventDetail" });
