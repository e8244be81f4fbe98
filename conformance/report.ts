import { features } from "./features.ts";

/** What each of some programs did with each of some things. */
export interface Table {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
}

interface Row {
  readonly name: string;
  readonly title: string;
}

export interface Column {
  readonly sdk: string;
  readonly version: string;
  /** By row: what is wrong; empty where it works. Rows that a program does not have are not in it. */
  readonly results: ReadonlyMap<string, readonly string[]>;
}

const mark = (problems: readonly string[] | undefined): string => (problems === undefined ? "–" : problems.length === 0 ? "yes" : "**no**");

export const featureRows: readonly Row[] = Object.entries(features).map(([name, { title }]) => ({ name, title }));
export const taskRows = (tasks: Readonly<Record<string, unknown>>): readonly Row[] => Object.keys(tasks).map((name) => ({ name, title: name }));

export function plainTable({ rows, columns }: Table): string {
  const width = Math.max(...rows.map(({ title }) => title.length));
  const heads = columns.map(({ sdk, version }) => `${sdk} ${version}`);
  return [
    `${"".padEnd(width)}  ${heads.join("  ")}`,
    ...rows.map(
      ({ name, title }) =>
        `${title.padEnd(width)}  ${columns
          .map(({ results }, index) =>
            mark(results.get(name))
              .replaceAll("*", "")
              .padEnd(heads[index]?.length ?? 0),
          )
          .join("  ")}`,
    ),
  ].join("\n");
}

const markdownTable = ({ rows, columns }: Table): string =>
  [
    `| | ${columns.map(({ sdk, version }) => `${sdk} ${version}`).join(" | ")} |`,
    `| --- | ${columns.map(() => "---").join(" | ")} |`,
    ...rows.map(({ name, title }) => `| ${title} | ${columns.map(({ results }) => mark(results.get(name))).join(" | ")} |`),
  ].join("\n");

export const conformancePage = (sdks: Table, applications: readonly Table[], clients: readonly Table[]): string => `# Conformance

What real SDKs sent and Vedette showed afterwards. \`npm run conformance\` installs each SDK from its registry, runs the
programs in \`conformance/sdks/\` against a freshly started server with only the DSN changed, reads every event back
through the REST API and writes this page. A dash means that the SDK has no such feature or that no program covers it yet.

${markdownTable(sdks)}

\`@sentry/node\` 11 and 8 and \`@sentry/browser\` 11 run live in \`npm test\` (\`server/test/live-*.test.ts\`), and 966 recorded
requests of the JavaScript SDKs 6 to 11 and of the command-line tools are replayed there (\`server/test/replay.test.ts\`).

## Applications

Web applications as their frameworks' SDKs want them set up (\`conformance/applications/\`), with only the DSN changed: what
their routes, tasks and loggers did, read back through the REST API.

${applications.map(markdownTable).join("\n\n")}

## Clients of the REST API

The same server, asked by unmodified clients (\`conformance/clients/\`) that know it only by its address and a token.

${clients.map(markdownTable).join("\n\n")}
`;
