import fs from "node:fs";
import path from "node:path";
import type { Endpoint } from "../server/src/api/define-endpoint.ts";
import { operations } from "../server/src/api/endpoints.ts";
import type { JsonSchema } from "../server/src/api/json-schema.ts";
import { jsonSchemaOf } from "../server/src/api/json-schema.ts";

// node --conditions=@vedette/source tools/generate-api-client.ts: writes packages/api-client/src/generated from the endpoints.

const notice = "// Generated from the server's endpoints by tools/generate-api-client.ts. Do not edit.\n";
const isRecord = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Contents by file name. */
export function generateApiClient(): { readonly "types.ts": string; readonly "operations.ts": string } {
  const named: Record<string, JsonSchema> = {};
  const typeOf = (schema: Endpoint["response"], io: "input" | "output"): JsonSchema => {
    const found = jsonSchemaOf(schema, io);
    Object.assign(named, found.named);
    return found.schema;
  };
  const inputs: string[] = [];
  const methods = Object.entries(operations).map(([name, endpoint]) => {
    const input = inputOf(endpoint, typeOf);
    const inputName = `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}Input`;
    if (input.text !== "") inputs.push(`/** \`${endpoint.method.toUpperCase()} ${endpoint.path}\` */\nexport interface ${inputName} {\n${input.text}}\n`);
    return method(name, endpoint, input.text === "" ? undefined : { name: inputName, optional: input.optional }, typeOf(endpoint.response, "output"));
  });
  const shapes = Object.entries(named)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) =>
      schema["type"] === "object" && isRecord(schema["properties"])
        ? `export interface ${name} ${typeScript(schema, "")}\n`
        : `export type ${name} = ${typeScript(schema, "")};\n`,
    );
  return {
    "types.ts": [notice, ...shapes, ...inputs].join("\n"),
    "operations.ts": operationsFile(methods, [...Object.keys(named), ...inputs.map((text) => /interface (\w+)/.exec(text)?.[1] ?? "")]),
  };
}

function operationsFile(methods: readonly string[], typeNames: readonly string[]): string {
  const body = methods.join("\n");
  const used = typeNames.filter((name) => new RegExp(`\\b${name}\\b`).test(body)).sort();
  return `${notice}
import type { CallOptions, Page, Sender } from "../client.ts";
import type { ${used.join(", ")} } from "./types.ts";

const at = encodeURIComponent;

/** One method for each operation of the API, by operation id. */
export function createOperations(send: Sender) {
  return {
${body}
  };
}
`;
}

/** Path and query parameters side by side, the body under \`body\`. */
function inputOf(
  endpoint: Endpoint,
  typeOf: (schema: Endpoint["response"], io: "input" | "output") => JsonSchema,
): { readonly text: string; readonly optional: boolean } {
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `  readonly ${name}: string;\n`);
  const { properties, required } = typeOf(endpoint.query, "input");
  const needed = listOf(required);
  // Where a query parameter is named like one of the path, the path has said it already.
  const free = Object.entries(isRecord(properties) ? properties : {}).filter(([name]) => !endpoint.path.includes(`{${name}}`));
  const inQuery = free.map(
    ([name, schema]) =>
      `${comment(schema, "  ")}  readonly ${key(name)}${needed.includes(name) ? "" : "?"}: ${queryType(schema)}${needed.includes(name) ? "" : " | undefined"};\n`,
  );
  const hasBody = endpoint.body.def.type !== "undefined";
  const body = hasBody ? [`  readonly body: ${typeScript(typeOf(endpoint.body, "input"), "  ")};\n`] : [];
  return { text: [...inPath, ...inQuery, ...body].join(""), optional: inPath.length === 0 && needed.length === 0 && !hasBody };
}

/** Query text that stands for a number or a flag may be given as such. */
function queryType(schema: unknown): string {
  const type = typeScript(schema, "  ");
  return type === "string" ? "string | number | boolean" : type === "readonly string[]" ? "readonly (string | number)[]" : type;
}

function method(name: string, endpoint: Endpoint, input: { readonly name: string; readonly optional: boolean } | undefined, answer: JsonSchema): string {
  const isPage = "cursor" in endpoint.query.shape && answer["type"] === "array";
  const result = endpoint.response.def.type === "undefined" ? "null" : typeScript(isPage ? answer["items"] : answer, "    ");
  const parameters = input === undefined ? "options: CallOptions = {}" : `input: ${input.name}${input.optional ? " = {}" : ""}, options: CallOptions = {}`;
  const inQuery = Object.keys(endpoint.query.shape).filter((query) => !endpoint.path.includes(`{${query}}`));
  const parts = [
    `method: "${endpoint.method.toUpperCase()}"`,
    `path: \`${endpoint.path.replace(/\{(\w+)\}/g, (_, parameter: string) => `\${at(input.${parameter})}`)}\``,
    ...(inQuery.length === 0
      ? []
      : [`query: { ${inQuery.map((query) => `${key(query)}: input${/^\w+$/.test(query) ? `.${query}` : `[${JSON.stringify(query)}]`}`).join(", ")} }`]),
    ...(endpoint.body.def.type === "undefined" ? [] : ["body: input.body"]),
    "...options",
  ];
  return `    /** ${endpoint.summary}. */
    ${name}: (${parameters}): Promise<${isPage ? `Page<${result}>` : result}> => send.${isPage ? "page" : "one"}({ ${parts.join(", ")} }),`;
}

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

function comment(schema: unknown, indent: string): string {
  const description = isRecord(schema) ? schema["description"] : undefined;
  // What would end the comment is taken apart.
  return typeof description === "string" ? `${indent}/** ${description.replaceAll("*/", "* /")} */\n` : "";
}

/** The TypeScript type of what zod prints as JSON Schema. */
function typeScript(schema: unknown, indent: string): string {
  if (!isRecord(schema)) return "unknown";
  const { $ref, anyOf, oneOf, allOf, type } = schema;
  if (typeof $ref === "string") return $ref.slice($ref.lastIndexOf("/") + 1);
  if ("const" in schema) return JSON.stringify(schema["const"]);
  if (Array.isArray(schema["enum"])) return schema["enum"].map((value) => JSON.stringify(value)).join(" | ");
  const union = listOf(anyOf ?? oneOf);
  if (union.length > 0) return [...new Set(union.map((one) => typeScript(one, indent)))].join(" | ");
  if (Array.isArray(allOf)) return allOf.map((one) => typeScript(one, indent)).join(" & ");
  if (Array.isArray(type)) return type.map((one: unknown) => typeScript({ ...schema, type: one }, indent)).join(" | ");
  if (type === "array") return arrayType(schema, indent);
  if (type === "object") return objectType(schema, indent);
  if (type === "integer") return "number";
  return type === "string" || type === "number" || type === "boolean" || type === "null" ? type : "unknown";
}

function arrayType({ prefixItems, items }: JsonSchema, indent: string): string {
  if (Array.isArray(prefixItems)) return `readonly [${prefixItems.map((item) => typeScript(item, indent)).join(", ")}]`;
  const item = typeScript(items, indent);
  return `readonly ${/^[\w"]+$/.test(item) ? item : `(${item})`}[]`;
}

function objectType({ properties, required, additionalProperties }: JsonSchema, indent: string): string {
  if (!isRecord(properties)) return `{ readonly [key: string]: ${isRecord(additionalProperties) ? typeScript(additionalProperties, indent) : "unknown"} }`;
  const needed = listOf(required);
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const optional = !needed.includes(name);
    return `${comment(schema, inner)}${inner}readonly ${key(name)}${optional ? "?" : ""}: ${typeScript(schema, inner)}${optional ? " | undefined" : ""};\n`;
  });
  const rest = isRecord(additionalProperties) && Object.keys(additionalProperties).length === 0 ? `${inner}readonly [key: string]: unknown;\n` : "";
  return lines.length === 0 && rest === "" ? "Record<string, never>" : `{\n${lines.join("")}${rest}${indent}}`;
}

if (import.meta.main) {
  const folder = path.resolve(import.meta.dirname, "../packages/api-client/src/generated");
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(generateApiClient())) fs.writeFileSync(path.join(folder, name), text);
}
