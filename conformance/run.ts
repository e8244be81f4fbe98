import fs from "node:fs";
import path from "node:path";
import { addProject, api, cli, eventDetail, type Project, projectPath, type Server, startServer, until } from "../server/test/harness.ts";
import { parse, pick, textAt } from "../server/test/json-path.ts";
import type { Ecosystem, Program } from "./ecosystem.ts";
import { type EcosystemName, ecosystems } from "./ecosystems.ts";
import { type FeatureName, features } from "./features.ts";
import { conformancePage, type Column, plainTable } from "./report.ts";

// npm run conformance [-- python go …]: runs the real SDKs against a started server and checks what arrived.

const root = path.resolve(import.meta.dirname, "..");
const isEcosystem = (name: string): name is EcosystemName => name in ecosystems;
const isFeature = (name: string): name is FeatureName => name in features;

async function main(): Promise<void> {
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
  const unknown = named.find((name) => !isEcosystem(name));
  if (unknown !== undefined) throw new Error(`no ecosystem ${unknown}; there are ${Object.keys(ecosystems).join(", ")}`);
  const chosen = (named.length > 0 ? named : Object.keys(ecosystems)).filter(isEcosystem);

  await using server = await startServer();
  const orgSlug = textAt(await cli(server, "org", "create", "Conformance"), "slug");
  const columns: Column[] = [];
  for (const name of chosen) columns.push(await runEcosystem(server, orgSlug, name, ecosystems[name]));

  process.stdout.write(`${plainTable(columns)}\n`);
  for (const { sdk, version, results } of columns)
    for (const [feature, problems] of results)
      if (problems.length > 0) {
        process.stderr.write(`${sdk} ${version}, ${feature}:\n${problems.map((problem) => `  ${problem}\n`).join("")}`);
        process.exitCode = 1;
      }
  // A part of the table would pass for the whole.
  if (named.length === 0) fs.writeFileSync(path.join(root, "docs/reference/conformance.md"), conformancePage(columns));
}

async function runEcosystem(server: Server, orgSlug: string, name: EcosystemName, ecosystem: Ecosystem): Promise<Column> {
  process.stderr.write(`${ecosystem.sdk}: installing …\n`);
  const work = path.join(root, "conformance/work", name);
  fs.mkdirSync(work, { recursive: true });
  const program = await ecosystem.prepare(work);
  const project = await addProject(server, orgSlug, name, name);
  const results = new Map<FeatureName, readonly string[]>();
  for (const [feature, scenario] of Object.entries(ecosystem.scenarios)) {
    if (!isFeature(feature)) continue;
    process.stderr.write(`${ecosystem.sdk} ${program.version}: ${feature} …\n`);
    results.set(feature, await problemsOf(server, project, program, feature, scenario));
  }
  return { sdk: ecosystem.sdk, version: program.version, results };
}

/** Whatever goes wrong with one feature is its result, not the end of the run. */
async function problemsOf(server: Server, project: Project, program: Program, feature: FeatureName, scenario: string): Promise<readonly string[]> {
  try {
    const { code, stdout, stderr } = await program.run(scenario, project.dsn);
    const sent = stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map(parse);
    const id = textAt(sent.at(-1) ?? {}, "id").replaceAll("-", "");
    if (code !== 0 && feature !== "unhandled") return [`the program ended with ${code}: ${stderr.slice(-500)}`];
    const detail = await until(`event ${id} (${String(pick(sent.at(-1), "what"))})`, () => eventDetail(server, project, id));
    const attachments = await api(server, project, `${projectPath(project)}/events/${id}/attachments/`);
    return features[feature].check({ detail, attachments: attachments.body });
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

await main();
