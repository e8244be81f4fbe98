import { z } from "zod";
import { date } from "../dates.ts";
import { releaseShape } from "../releases/release-shape.ts";
import { userShape } from "../users/user-shape.ts";

const open = z.record(z.string(), z.unknown());

export const statusNames = ["resolved", "unresolved", "ignored"] as const;
export const substatusNames = [
  "new",
  "ongoing",
  "escalating",
  "regressed",
  "archived_until_escalating",
  "archived_until_condition_met",
  "archived_forever",
] as const;
export const priorityNames = ["low", "medium", "high"] as const;

export const actorShape = z.object({ type: z.enum(["user", "team"]), id: z.string(), name: z.string(), email: z.string().optional() });

/** `[[epoch seconds, events], …]` under the name of the span. */
export const statsShape = z.record(z.string(), z.array(z.tuple([z.number(), z.number()])));

const issueCore = z.object({
  id: z.string(),
  shareId: z.null(),
  shortId: z.string(),
  title: z.string(),
  culprit: z.string().nullable(),
  permalink: z.string(),
  logger: z.string().nullable(),
  level: z.string(),
  status: z.enum(statusNames),
  statusDetails: open,
  substatus: z.enum(substatusNames).nullable(),
  isPublic: z.boolean(),
  platform: z.string().nullable(),
  priority: z.enum(priorityNames),
  priorityLockedAt: date.nullable(),
  seerFixabilityScore: z.null(),
  seerAutofixLastTriggered: z.null(),
  seerExplorerAutofixLastTriggered: z.null(),
  project: z.object({ id: z.string(), name: z.string(), slug: z.string(), platform: z.string().nullable() }),
  type: z.string(),
  issueType: z.string(),
  issueCategory: z.string(),
  metadata: z.record(z.string(), z.string()),
  numComments: z.int(),
  assignedTo: actorShape.nullable(),
  isBookmarked: z.boolean(),
  isSubscribed: z.boolean(),
  subscriptionDetails: z.null(),
  hasSeen: z.boolean(),
  annotations: z.array(z.object({ displayName: z.string(), url: z.string() })),
  isUnhandled: z.boolean().optional(),
  count: z.string(),
  userCount: z.int(),
  firstSeen: date,
  lastSeen: date,
  inbox: z.object({ reason: z.int(), reason_details: open.nullable(), date_added: date }).nullable(),
  owners: z.null(),
});

export type IssueCoreJson = z.input<typeof issueCore>;

const countsShape = z.object({ count: z.string(), userCount: z.int(), firstSeen: date, lastSeen: date });

/** `api.md` §4.5. The published document requires every key, so those that nothing fills yet are null or empty. */
export const issueShape = issueCore
  .extend({
    stats: statsShape.optional(),
    lifetime: countsShape.nullable().optional(),
    filtered: countsShape.nullable().optional(),
    matchingEventId: z.string().nullable(),
    matchingEventEnvironment: z.string().nullable(),
    sessionCount: z.int(),
    derivedData: open,
    integrationIssues: z.array(z.unknown()),
    sentryAppIssues: z.array(z.unknown()),
    latestEventHasAttachments: z.boolean(),
  })
  .meta({ id: "Issue" });

export type IssueJson = z.input<typeof issueShape>;

export const activityShape = z
  .object({ id: z.string(), type: z.string(), user: userShape.nullable(), sentry_app: z.null(), data: open, dateCreated: date })
  .meta({ id: "Activity" });

export type ActivityJson = z.input<typeof activityShape>;

export const tagValueShape = z
  .object({
    key: z.string(),
    name: z.string(),
    value: z.string(),
    count: z.int(),
    firstSeen: date,
    lastSeen: date,
    query: z.string().optional(),
  })
  .meta({ id: "TagValue" });

export const tagShape = z
  .object({ key: z.string(), name: z.string(), totalValues: z.int(), uniqueValues: z.int(), topValues: z.array(tagValueShape), canDelete: z.boolean() })
  .meta({ id: "Tag" });

export const issueDetailShape = issueCore
  .extend({
    stats: statsShape,
    activity: z.array(activityShape),
    seenBy: z.array(userShape.extend({ lastSeen: date })),
    participants: z.array(userShape),
    userReportCount: z.int(),
    firstRelease: releaseShape.nullable(),
    lastRelease: releaseShape.nullable(),
    tags: z.array(z.object({ key: z.string(), name: z.string(), totalValues: z.int() })),
    pluginActions: z.array(z.unknown()),
    pluginIssues: z.array(z.unknown()),
    pluginContexts: z.array(z.unknown()),
    integrationIssues: z.array(z.unknown()),
    sentryAppIssues: z.array(z.unknown()),
    latestEventHasAttachments: z.boolean().optional(),
  })
  .meta({ id: "IssueDetail" });

export type IssueDetailJson = z.input<typeof issueDetailShape>;
