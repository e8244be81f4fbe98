import { z } from "zod";
import type { IssueUpdate } from "../../issues/issue-change.ts";
import { InvalidChange } from "../../issues/issue-change.ts";
import { fail, invalid } from "../errors.ts";
import { priorityNames, substatusNames } from "./issue-shape.ts";

const count = z.number().nullish();

const details = {
  inNextRelease: z.boolean().nullish(),
  inRelease: z.string().nullish(),
  inCommit: z.unknown().optional(),
  ignoreDuration: count,
  ignoreUntil: z.string().nullish(),
  ignoreCount: count,
  ignoreWindow: count,
  ignoreUserCount: count,
  ignoreUserWindow: count,
  untilEscalating: z.boolean().nullish(),
};

const unsupported = (what: string) => z.union([z.literal(false), z.null()], `${what} is not supported by this server.`).optional();

/** The body of every issue update (`api.md` §4.2). Details of a status may stand at the top level; `snoozeDuration` is an old name of `ignoreDuration`. */
export const updateBody = z
  .object({
    status: z.enum(["resolved", "unresolved", "ignored", "muted", "resolvedInNextRelease"]).optional(),
    statusDetails: z.object(details).nullish(),
    ...details,
    snoozeDuration: count,
    substatus: z.enum(substatusNames).nullish(),
    assignedTo: z.union([z.string(), z.int().transform(String)]).nullish(),
    hasSeen: z.boolean().optional(),
    isBookmarked: z.boolean().optional(),
    inbox: z.boolean().optional(),
    priority: z.enum(priorityNames).optional(),
    merge: z
      .union([z.boolean(), z.literal(1), z.literal(0)])
      .nullish()
      .meta({ description: "Make one issue of those named by id, which are of one project: the one with most events takes the others in." }),
    discard: z.boolean().nullish().meta({ description: "Delete the issues, and drop their events from now on." }),
    isPublic: unsupported("Sharing issues"),
    isSubscribed: unsupported("Subscribing to issues"),
  })
  .transform(
    ({
      statusDetails,
      snoozeDuration,
      inNextRelease,
      inRelease,
      inCommit,
      ignoreDuration,
      ignoreUntil,
      ignoreCount,
      ignoreWindow,
      ignoreUserCount,
      ignoreUserWindow,
      untilEscalating,
      merge,
      discard,
      ...update
    }): IssueUpdate => ({
      ...update,
      merge: merge === true || merge === 1,
      discard: discard === true,
      statusDetails: statusDetails ?? {
        inNextRelease,
        inRelease,
        inCommit,
        ignoreDuration: ignoreDuration ?? snoozeDuration,
        ignoreUntil,
        ignoreCount,
        ignoreWindow,
        ignoreUserCount,
        ignoreUserWindow,
        untilEscalating,
      },
    }),
  );

export async function refuseBadChange<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidChange)) throw error;
    throw error.field === "detail" ? fail("invalidInput", { reason: error.message }) : invalid({ [error.field]: [error.message] });
  }
}
