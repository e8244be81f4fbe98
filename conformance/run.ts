import fs from "node:fs";
import path from "node:path";
import { addProject, api, cli, eventDetail, type Project, projectPath, type Server, startServer, until } from "../server/test/harness.ts";
import { parse, pick, textAt } from "../server/test/json-path.ts";
import { type Application, Site } from "./application.ts";
import { type ApplicationName, applications } from "./applications.ts";
import type { Client } from "./client.ts";
import { type ClientName, clients } from "./clients.ts";
import type { Ecosystem, Program } from "./ecosystem.ts";
import { type EcosystemName, ecosystems } from "./ecosystems.ts";
import { type FeatureName, features } from "./features.ts";
import { checkNodeVersions } from "./node-versions.ts";
import { type Column, conformancePage, featureRows, plainTable, type Table, taskRows } from "./report.ts";

// npm run conformance [-- python go sentry-cli …]: runs real SDKs and clients against a started server and checks what arrived.
// `nodes` runs the packed SDK for Node on every line of Node that it supports.

const root = path.resolve(import.meta.dirname, "..");
const isEcosystem = (name: string): name is EcosystemName => name in ecosystems;
const isClient = (name: string): name is ClientName => name in clients;
const isApplication = (name: string): name is ApplicationName => name in applications;
const isFeature = (name: string): name is FeatureName => name in features;

async function main(): Promise<void> {
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
  const all = [...Object.keys(ecosystems), ...Object.keys(applications), ...Object.keys(clients), "nodes"];
  const unknown = named.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`nothing is called ${unknown}; there are ${all.join(", ")}`);
  const chosen = named.length > 0 ? named : all;
  if (chosen.includes("nodes") && !(await checkNodeVersions())) process.exitCode = 1;
  if (named.join() === "nodes") return;

  await using server = await startServer();
  const orgSlug = textAt(await cli(server, "org", "create", "Conformance"), "slug");
  const sdks: Column[] = [];
  for (const name of chosen.filter(isEcosystem)) sdks.push(await runEcosystem(server, orgSlug, name, ecosystems[name]));
  const sdkTable: Table = { rows: featureRows, columns: sdks };
  const applicationTables: Table[] = [];
  for (const name of chosen.filter(isApplication)) applicationTables.push(await runApplication(server, orgSlug, name, applications[name]));
  const clientTables: Table[] = [];
  for (const name of chosen.filter(isClient)) clientTables.push(await runClient(server, orgSlug, name, clients[name]));

  for (const table of [sdkTable, ...applicationTables, ...clientTables]) if (table.columns.length > 0) process.stdout.write(`${plainTable(table)}\n`);
  for (const { sdk, version, results } of [sdkTable, ...applicationTables, ...clientTables].flatMap(({ columns }) => columns))
    for (const [row, problems] of results)
      if (problems.length > 0) {
        process.stderr.write(`${sdk} ${version}, ${row}:\n${problems.map((problem) => `  ${problem}\n`).join("")}`);
        process.exitCode = 1;
      }
  // A part of the table would pass for the whole.
  if (named.length === 0) fs.writeFileSync(path.join(root, "docs/reference/conformance.md"), conformancePage(sdkTable, applicationTables, clientTables));
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

async function runApplication(server: Server, orgSlug: string, name: ApplicationName, application: Application): Promise<Table> {
  process.stderr.write(`${application.name}: installing …\n`);
  const work = path.join(root, "conformance/work", name);
  fs.mkdirSync(work, { recursive: true });
  const { version, start } = await application.prepare(work);
  const project = await addProject(server, orgSlug, name);
  await using running = await start(project.dsn);
  const site = new Site(running, server, project);
  const results = new Map<string, readonly string[]>();
  for (const [title, visit] of Object.entries(application.tasks)) {
    process.stderr.write(`${application.name} ${version}: ${title} …\n`);
    results.set(title, await visit(site).catch((error: unknown) => [`${String(error)}\n${running.output().slice(-1000)}`]));
  }
  return { rows: taskRows(application.tasks), columns: [{ sdk: application.name, version, results }] };
}

async function runClient(server: Server, orgSlug: string, name: ClientName, client: Client): Promise<Table> {
  const columns: Column[] = [];
  for (const version of client.versions) {
    process.stderr.write(`${client.name} ${version}: installing …\n`);
    const work = path.join(root, "conformance/work", `${name}-${version}`);
    fs.mkdirSync(work, { recursive: true });
    const command = await client.prepare(version, work);
    const project = await addProject(server, orgSlug, `${name} ${version}`);
    const user = await newUser(server, orgSlug, `${version}@example.com`);
    const shop = { server, project, tokens: { user: user.token, organization: project.token }, userEmail: user.email };
    const results = new Map<string, readonly string[]>();
    for (const [title, task] of Object.entries(client.tasks)) results.set(title, await task(shop, command).catch((error: unknown) => [String(error)]));
    columns.push({ sdk: client.name, version, results });
  }
  return { rows: taskRows(client.tasks), columns };
}

/** A member of the organization and a token that acts for them, made as a person makes it: in a session. */
async function newUser(server: Server, orgSlug: string, email: string): Promise<{ readonly email: string; readonly token: string }> {
  const link = textAt(await cli(server, "user", "create", "--email", email, "--org", orgSlug, "--role", "owner"), "signInUrl");
  const headers = { "content-type": "application/json", "x-vedette-csrf": "1", origin: server.url };
  const post = (endpoint: string, body: unknown, cookie = "") =>
    fetch(`${server.url}/api/0${endpoint}`, { method: "POST", headers: { ...headers, cookie }, body: JSON.stringify(body) });
  const session = await post("/auth/sign-in-link/", { token: link.split("#link=")[1] });
  const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
  const made = await post("/api-tokens/", { name: "conformance", scopes: ["org:read", "project:admin", "team:read", "event:admin"] }, cookie);
  return { email, token: textAt(await made.json(), "token") };
}

await main();
