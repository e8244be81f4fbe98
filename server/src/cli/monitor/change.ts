import { z } from "zod";
import { CommandFailed, defineCommand, type CliCommand } from "../define-command.ts";
import { findOrganization } from "../find.ts";

const input = z.object({
  monitor: z.string().meta({ description: "slug or id" }),
  org: z.string().meta({ description: "slug or id of the organization" }),
});

type Change = { readonly isMuted: boolean } | { readonly status: "active" | "disabled" };

function changing(word: string, summary: string, change: Change, said: string): CliCommand {
  return defineCommand({
    words: ["monitor", word],
    summary,
    positional: ["monitor"],
    input,
    async run(context, { org, monitor: name }) {
      const stores = await context.stores();
      const organization = await findOrganization(stores, org);
      const projectIds = (await stores.state.projects(organization.id)).map(({ id }) => id);
      const monitor = await stores.state.monitor(projectIds, name);
      if (monitor === undefined) throw new CommandFailed(`There is no monitor ${name} in ${organization.slug}.`);
      const done = await stores.writer.updateMonitor(projectIds, monitor.id, { ...change, at: context.clock.now() });
      if ("refused" in done) throw new CommandFailed(`The monitor ${name} could not be changed: ${done.refused}.`);
      const { id, slug, status, isMuted } = done;
      return { json: { id: String(id), slug, status, isMuted }, text: `${slug} ${said}` };
    },
  });
}

export const muteMonitorCommand = changing("mute", "Check a monitor on without making issues", { isMuted: true }, "is muted.");
export const unmuteMonitorCommand = changing("unmute", "Make issues of a monitor's failures again", { isMuted: false }, "makes issues again.");
export const disableMonitorCommand = changing("disable", "Take no check-ins of a monitor", { status: "disabled" }, "is disabled.");
export const enableMonitorCommand = changing("enable", "Take check-ins of a monitor again", { status: "active" }, "is active.");
