/** One kind of change: where it goes, what a first version looks like with its failing test, and the line that registers it. */
export interface Scaffold {
  readonly usage: string;
  files(name: string): Readonly<Record<string, string>>;
  /** Edits that add the change to its list: the file, a line that is there, and what goes before it. */
  lines(name: string): readonly { readonly file: string; readonly before: string; readonly insert: string }[];
}

const camel = (name: string): string => name.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => camel(`-${name}`);
const kebab = (name: string): string => name.replaceAll("_", "-");

const item: Scaffold = {
  usage: "item TYPE            an item type of the protocol, e.g. check_in",
  files: (type) => ({
    [`server/src/items/${kebab(type)}/item.ts`]: `import { decodeObject } from "../decode-object.ts";
import { defineItem } from "../define-item.ts";

/** What an SDK tells with a \`${type}\` item (name the section of the protocol), and where it is kept. */
export const ${camel(type)}Item = defineItem({
  type: "${type}",
  decode: decodeObject,
  finish: () => ({ kind: "rejected", outcome: "filtered", reason: "not_stored_yet", detail: "Items of type ${type} are not stored yet." }),
});
`,
    [`server/src/items/${kebab(type)}/item.test.ts`]: `import { expect, test } from "vitest";
import { items } from "../index.ts";
import { itemContext } from "../item-kit.ts";
import { ${camel(type)}Item } from "./item.ts";

test("${type} items are processed here", () => {
  expect(items["${type}"]).toBe(${camel(type)}Item);
});

test("a ${type} item is kept", () => {
  const payload = new TextEncoder().encode(JSON.stringify({}));
  const fate = ${camel(type)}Item.process({ type: "${type}", headers: {}, payload }, itemContext());
  expect(fate.kind).not.toBe("rejected");
});
`,
  }),
  lines: (type) => [
    { file: "server/src/items/index.ts", before: "import { eventItem } from", insert: `import { ${camel(type)}Item } from "./${kebab(type)}/item.ts";\n` },
    { file: "server/src/items/index.ts", before: `  ${type}: `, insert: `  ${type}: ${camel(type)}Item,\n` },
  ],
};

const endpoint: Scaffold = {
  usage: "endpoint RESOURCE    a resource of the REST API with its first endpoint, e.g. monitors",
  files: (resource) => ({
    [`server/src/api/${kebab(resource)}/index.ts`]: `import { list${pascal(resource)} } from "./list.ts";

export const ${camel(resource)}Endpoints = { list${pascal(resource)} };
`,
    [`server/src/api/${kebab(resource)}/list.ts`]: `import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization } from "../place.ts";

export const list${pascal(resource)} = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/${kebab(resource)}/",
  summary: "The ${resource} of an organization",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  response: z.array(z.object({ id: z.string() })),
  async handler() {
    return { body: [] };
  },
});
`,
    [`server/src/api/${kebab(resource)}/list.test.ts`]: `import { expect, test } from "vitest";
import { operations } from "../endpoints.ts";
import { list${pascal(resource)} } from "./list.ts";

test("the endpoint is served", () => {
  expect(operations["list${pascal(resource)}"]).toBe(list${pascal(resource)});
});

test("it answers what the stores hold", () => {
  expect.fail("seed the stores, ask the application (see app.test.ts), and state what it must answer");
});
`,
  }),
  lines: (resource) => [
    {
      file: "server/src/api/endpoints.ts",
      before: "import { eventEndpoints } from",
      insert: `import { ${camel(resource)}Endpoints } from "./${kebab(resource)}/index.ts";\n`,
    },
    { file: "server/src/api/endpoints.ts", before: "  ...liveEndpoints,", insert: `  ...${camel(resource)}Endpoints,\n` },
  ],
};

const command: Scaffold = {
  usage: "command NOUN-VERB    a command of the command line, e.g. monitor-list",
  files: (name) => {
    const [noun = name, verb = "show"] = name.split("-");
    return {
      [`server/src/cli/${noun}/${verb}.ts`]: `import { z } from "zod";
import { defineCommand } from "../define-command.ts";

export const ${camel(name)}Command = defineCommand({
  words: ["${noun}", "${verb}"],
  summary: "One line for --help",
  input: z.object({}),
  async run() {
    return { json: [], text: "nothing" };
  },
});
`,
      [`server/src/cli/${noun}/${verb}.test.ts`]: `import { expect, test } from "vitest";
import { commands } from "../commands.ts";
import { ${camel(name)}Command } from "./${verb}.ts";

test("the command is there", () => {
  expect(commands).toContain(${camel(name)}Command);
});

test("it does what its help says", () => {
  expect.fail("run it over real stores (see program.test.ts) and state what it must print");
});
`,
    };
  },
  lines: (name) => {
    const [noun = name, verb = "show"] = name.split("-");
    return [
      {
        file: "server/src/cli/commands.ts",
        before: "import { createOrganizationCommand } from",
        insert: `import { ${camel(name)}Command } from "./${noun}/${verb}.ts";\n`,
      },
      { file: "server/src/cli/commands.ts", before: "  sendEvent,", insert: `  ${camel(name)}Command,\n` },
    ];
  },
};

const page: Scaffold = {
  usage: "page NAME            a page, e.g. monitors",
  files: (name) => ({
    [`web/src/routes/${kebab(name)}/${kebab(name)}.tsx`]: `import type { ReactElement } from "react";

export function ${pascal(name)}(): ReactElement {
  return <h1 className="page-title">${pascal(name)}</h1>;
}
`,
    [`web/test/${kebab(name)}.test.ts`]: `import { expect, test } from "vitest";

test("the page ${name} shows what the server holds", () => {
  expect.fail("start the server, open /${kebab(name)} (see pages.test.ts), and state what must be on it, in both themes and at 390 px");
});
`,
  }),
  lines: (name) => [
    {
      file: "web/src/router.tsx",
      before: "const accountRoute = createRoute({",
      insert: `const ${camel(name)}Route = createRoute({
  getParentRoute: () => frameRoute,
  path: "/${kebab(name)}",
  component: lazyPage(() => import("./routes/${kebab(name)}/${kebab(name)}.tsx"), "${pascal(name)}"),
});

`,
    },
    { file: "web/src/router.tsx", before: "  accountRoute,", insert: `  ${camel(name)}Route,\n` },
  ],
};

/** The objects that a port asks an adapter for. */
const storeParts: Readonly<Record<string, readonly string[]>> = {
  state: ["StateReader", "StateWriter"],
  telemetry: ["TelemetryReader", "TelemetryWriter"],
  blobs: ["BlobReader", "BlobWriter"],
};

const store: Scaffold = {
  usage: "store PORT-ENGINE    an adapter of a store's port, e.g. blobs-s3",
  files: (name) => {
    const [port = "", ...rest] = name.split("-");
    const parts = storeParts[port];
    const engine = rest.join("-");
    if (parts === undefined || engine === "") throw new Error(`${name} names no port and engine; ports are ${Object.keys(storeParts).join(", ")}`);
    const opens = parts.map(
      (
        part,
      ) => `export const open${part} = (url: string): Promise<${part}> => Promise.reject(new Error(\`the ${port} store over ${engine} cannot open \${url} yet\`));
`,
    );
    return {
      [`server/src/stores/${port}/${engine}/adapter.ts`]: `import type { ${parts.join(", ")} } from "../port.ts";

// The ${port} store over ${engine}; the suite says what each method must hold. Its URL is named in config/settings.ts, the adapter in main.

${opens.join("\n")}`,
      [`server/src/stores/${port}/${engine}/adapter.test.ts`]: `import { expect, test } from "vitest";
import { ${parts.map((part) => `open${part}`).join(", ")} } from "./adapter.ts";

test("the suite of the port runs against this adapter", async () => {
${parts.map((part) => `  await open${part}("${engine}://localhost/");`).join("\n")}
  expect.fail("call the suite of ../suite.ts with this adapter, as its sibling's adapter.test.ts does");
});
`,
    };
  },
  lines: () => [],
};

export const scaffolds: Readonly<Record<string, Scaffold>> = { item, endpoint, command, page, store };
