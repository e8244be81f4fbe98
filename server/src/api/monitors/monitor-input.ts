import { z } from "zod";
import { maxSlugLength, monitorSlug, parseOwner } from "../../monitors/monitor.ts";
import { readConfig, type ReadConfig } from "../../monitors/read-config.ts";
import type { Monitor, Organization } from "../../stores/state/model.ts";
import type { StateReader } from "../../stores/state/port.ts";
import type { Refused } from "../../stores/state/port/refused.ts";
import { fail, invalid } from "../errors.ts";

const slug = z
  .string()
  .max(maxSlugLength, `Ensure this field has no more than ${maxSlugLength} characters.`)
  .refine((text) => monitorSlug(text) === text && !/^\d+$/.test(text), "Lower-case letters, digits, - and _, and not digits alone.");

const config = z.looseObject({
  schedule_type: z.enum(["crontab", "interval"]).optional(),
  schedule: z.union([z.string(), z.tuple([z.int(), z.string()])]).meta({ description: 'A crontab such as "0 3 * * *", or [1, "hour"].' }),
  checkin_margin: z.int().nullish().meta({ description: "Minutes after the expected time until a check-in counts as missed." }),
  max_runtime: z.int().nullish().meta({ description: "Minutes that a run may take." }),
  timezone: z.string().nullish(),
  failure_issue_threshold: z.int().nullish().meta({ description: "Failures in a row that make an issue." }),
  recovery_threshold: z.int().nullish().meta({ description: "Successes in a row that resolve it." }),
});

const fields = {
  name: z.string().trim().min(1, "This field may not be blank.").max(128, "Ensure this field has no more than 128 characters."),
  slug: slug.optional(),
  config,
  status: z.enum(["active", "disabled"]).optional(),
  isMuted: z.boolean().optional(),
  is_muted: z.boolean().optional(),
  owner: z.string().nullish().meta({ description: "user:<id> or team:<id>." }),
  type: z.literal("cron_job").optional(),
};

export const createBody = z.object({ ...fields, project: z.union([z.string(), z.int()]).transform(String) });

export const updateBody = z.object({
  ...fields,
  name: fields.name.optional(),
  config: config.partial().optional(),
  project: createBody.shape.project.optional(),
});

/** What only the rules of schedules can refuse, in the shape of field errors. */
export function readBodyConfig(sent: object): ReadConfig {
  const read = readConfig(sent);
  if ("config" in read) return read.config;
  throw invalid({ config: Object.entries(read.problems).map(([name, problem]) => `${name}: ${problem}`) });
}

export async function readOwner(state: StateReader, organization: Organization, text: string | null): Promise<Monitor["owner"]> {
  if (text === null || text === "") return null;
  const owner = parseOwner(text);
  if (owner?.kind === "team" && (await state.teams(organization.id)).some(({ id }) => id === owner.id)) return owner;
  if (owner?.kind === "user" && (await state.memberships({ organizationId: organization.id })).some(({ userId }) => userId === owner.id)) return owner;
  throw invalid({ owner: ["Expected user:<id> or team:<id> of this organization."] });
}

/** The monitor, or the answer that says why there is none. */
export function changed(result: Monitor | Refused | { readonly refused: "limit" }): Monitor {
  if (!("refused" in result)) return result;
  if (result.refused === "slugTaken") throw invalid({ slug: ["The slug is already in use in this project."] });
  if (result.refused === "limit") throw fail("invalidInput", { reason: "This organization has as many monitors as it may have." });
  throw fail("notFound");
}
