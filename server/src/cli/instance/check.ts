import { z } from "zod";
import { checkFolder } from "../../checks/check-folder.ts";
import type { Finding } from "../../checks/finding.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";

export const check = defineCommand({
  words: ["check"],
  summary: "Read the data folder and say what is damaged or does not add up, and what to do about it",
  input: z.object({
    quick: z.boolean().default(false).meta({ description: "leave out the checksums of bodies and the indexes, which take reading everything" }),
  }),
  async run(context, { quick }) {
    const folder = await context.inspect();
    if (folder === undefined) throw new CommandFailed(`${context.settings.dataFolder} holds no data of Vedette. Name the server's folder in VEDETTE_DATA.`);
    const findings = [...checkFolder(folder, !quick)];
    folder.state.close();
    const problems = findings.filter(({ gravity }) => gravity === "problem").length;
    const ok = problems === 0;
    const what = quick ? "log, databases, counters and the presence of bodies" : "log, databases, counters and bodies";
    const end = findings.length === 0 ? `Nothing is wrong with ${what}.` : `${problems === 0 ? "No" : problems} ${problems === 1 ? "problem" : "problems"}.`;
    const beside = folder.isServed ? " A server works on the folder; what was under way was looked at twice." : "";
    return { json: { ok, isServed: folder.isServed, findings }, text: [...findings.map(lines), `${end}${beside}`].join("\n"), failed: !ok };
  },
});

function lines({ gravity, what, advice }: Finding): string {
  return `${gravity === "problem" ? "PROBLEM" : "note"}  ${what}\n    ${advice}`;
}
