import { type FeatureName, features } from "./features.ts";

export interface Column {
  readonly sdk: string;
  readonly version: string;
  /** By feature: what is wrong; empty where it works. Features that the SDK does not have are not in it. */
  readonly results: ReadonlyMap<FeatureName, readonly string[]>;
}

const mark = (problems: readonly string[] | undefined): string => (problems === undefined ? "–" : problems.length === 0 ? "yes" : "**no**");

const names = Object.keys(features).filter((name): name is FeatureName => name in features);

export function plainTable(columns: readonly Column[]): string {
  const width = Math.max(...names.map((name) => features[name].title.length));
  const heads = columns.map(({ sdk, version }) => `${sdk} ${version}`);
  return [
    `${"".padEnd(width)}  ${heads.join("  ")}`,
    ...names.map(
      (name) =>
        `${features[name].title.padEnd(width)}  ${columns
          .map(({ results }, index) =>
            mark(results.get(name))
              .replaceAll("*", "")
              .padEnd(heads[index]?.length ?? 0),
          )
          .join("  ")}`,
    ),
  ].join("\n");
}

export const conformancePage = (columns: readonly Column[]): string => `# Conformance

What real SDKs sent and Vedette showed afterwards. \`npm run conformance\` installs each SDK from its registry, runs the
programs in \`conformance/sdks/\` against a freshly started server with only the DSN changed, reads every event back
through the REST API and writes this page. A dash means that the SDK has no such feature or that no program covers it yet.

| | ${columns.map(({ sdk, version }) => `${sdk} ${version}`).join(" | ")} |
| --- | ${columns.map(() => "---").join(" | ")} |
${names.map((name) => `| ${features[name].title} | ${columns.map(({ results }) => mark(results.get(name))).join(" | ")} |`).join("\n")}

\`@sentry/node\` 11 and 8 and \`@sentry/browser\` 11 run live in \`npm test\` (\`server/test/live-*.test.ts\`), and 966 recorded
requests of the JavaScript SDKs 6 to 11 and of the command-line tools are replayed there (\`server/test/replay.test.ts\`).
`;
