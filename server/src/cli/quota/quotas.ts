import { z } from "zod";
import type { Quota } from "../../project-settings/options.ts";
import { quotaInput, quotasInput, toQuota } from "../../projects/settings-input.ts";
import { CommandFailed, defineCommand, type CliStores } from "../define-command.ts";
import { findOrganization, findProject } from "../find.ts";
import { table } from "../table.ts";

const place = {
  org: z.string().meta({ description: "slug or id of the organization" }),
  project: z.string().optional().meta({ description: "slug or id; of the whole organization when left out" }),
};

/** The quotas of a project or an organization, and how to replace them. */
async function quotasOf(stores: CliStores, { org, project: name }: { readonly org: string; readonly project?: string | undefined }) {
  const organization = await findOrganization(stores, org);
  const project = name === undefined ? undefined : await findProject(stores, organization, name);
  return {
    current: (project ?? organization).options.quotas ?? [],
    save: async (quotas: readonly Quota[]) => {
      const options = { quotas };
      const saved =
        project === undefined
          ? await stores.writer.updateOrganization(organization.id, { options })
          : await stores.writer.updateProject(project.id, { options });
      if ("refused" in saved) throw new CommandFailed("It is gone.");
      return quotas;
    },
  };
}

function shown(quotas: readonly Quota[]) {
  const rows = quotas.map(({ id, categories, limit, windowSeconds, reasonCode }) => ({ id, categories, limit, window: windowSeconds, reasonCode }));
  const cells = rows.map(({ id, categories, limit, window, reasonCode }) => [id, categories.join(", ") || "all", limit, `${window} s`, reasonCode ?? "-"]);
  return { json: rows, text: rows.length === 0 ? "There are no quotas." : table(["ID", "CATEGORIES", "LIMIT", "WINDOW", "REASON"], cells) };
}

export const listQuotasCommand = defineCommand({
  words: ["quota", "list"],
  summary: "List the quotas of an organization or of a project",
  input: z.object(place),
  async run(context, input) {
    return shown((await quotasOf(await context.stores(), input)).current);
  },
});

export const setQuotaCommand = defineCommand({
  words: ["quota", "set"],
  summary: "Add a quota, or change the one with the same id; a running server follows within a second",
  positional: ["limit"],
  input: z.object({
    ...place,
    limit: z.coerce
      .number("must be a number")
      .pipe(quotaInput.shape.limit)
      .meta({ description: "items in a window (bytes for attachment, log_byte and trace_metric_byte); 0 refuses all" }),
    window: z.coerce.number("must be a number").pipe(quotaInput.shape.window).default(3600).meta({ description: "seconds; 3600 when left out" }),
    category: z.array(z.string()).default([]).meta({ description: "a data category such as error, transaction, log_byte; all when left out" }),
    id: z.string().optional().meta({ description: "made from the rest when left out" }),
    reason: z.string().optional().meta({ description: "that outcomes tell" }),
  }),
  async run(context, { category, id, reason, limit, window, ...where }) {
    const quotas = await quotasOf(await context.stores(), where);
    const parsed = quotasInput.safeParse([
      { ...(id !== undefined && { id }), categories: category, limit, window, ...(reason !== undefined && { reasonCode: reason }) },
    ]);
    if (!parsed.success) throw new CommandFailed(parsed.error.issues.map(({ message }) => message).join("; "));
    const added = parsed.data.map(toQuota);
    const kept = quotas.current.filter((quota) => added.every((other) => other.id !== quota.id));
    return shown(await quotas.save([...kept, ...added]));
  },
});

export const removeQuotaCommand = defineCommand({
  words: ["quota", "remove"],
  summary: "Remove a quota",
  positional: ["id"],
  input: z.object({ id: z.string(), ...place }),
  async run(context, { id, ...where }) {
    const quotas = await quotasOf(await context.stores(), where);
    const kept = quotas.current.filter((quota) => quota.id !== id);
    if (kept.length === quotas.current.length)
      throw new CommandFailed(`There is no quota ${id}. There are: ${quotas.current.map((quota) => quota.id).join(", ") || "none"}`);
    return shown(await quotas.save(kept));
  },
});
