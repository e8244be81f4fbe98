import type { Endpoint } from "./define-endpoint.ts";
import { errorTable } from "./errors.ts";
import type { JsonSchema } from "./json-schema.ts";
import { jsonSchemaOf } from "./json-schema.ts";

/** The OpenAPI 3.1 document of the endpoints, by operation id. */
export function openApiDocument(operations: Readonly<Record<string, Endpoint>>, about: { readonly version: string; readonly publicUrl: string }) {
  const components: Record<string, JsonSchema> = { Error: { type: "object", properties: { detail: { type: "string" } }, required: ["detail"] } };
  const embed = (schema: Endpoint["response"], io: "input" | "output"): JsonSchema => {
    const { schema: own, named } = jsonSchemaOf(schema, io);
    Object.assign(components, named);
    return own;
  };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, endpoint] of Object.entries(operations)) {
    (paths[`/api/0${endpoint.path}`] ??= {})[endpoint.method] = operation(operationId, endpoint, embed);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Vedette", version: about.version, description: "The REST API of Vedette. Paths, fields and pagination are those of Sentry's API." },
    servers: [{ url: about.publicUrl }],
    paths,
    components: {
      schemas: components,
      securitySchemes: { token: { type: "http", scheme: "bearer" }, session: { type: "apiKey", in: "cookie", name: "vedette_session" } },
    },
  };
}

function operation(operationId: string, endpoint: Endpoint, embed: (schema: Endpoint["response"], io: "input" | "output") => JsonSchema) {
  const hasBody = endpoint.body.def.type !== "undefined";
  return {
    operationId,
    summary: endpoint.summary,
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    tags: [endpoint.path.split("/")[1] || "instance"],
    security: security(endpoint),
    parameters: [...pathParameters(endpoint), ...queryParameters(embed(endpoint.query, "input"))],
    ...(hasBody ? { requestBody: { content: { "application/json": { schema: embed(endpoint.body, "input") } } } } : {}),
    responses: responses(endpoint, embed),
  };
}

function security(endpoint: Endpoint): readonly Record<string, readonly string[]>[] {
  if (endpoint.auth === "public") return [];
  return endpoint.auth === "session" ? [{ session: [] }] : [{ token: endpoint.scopes }, { session: endpoint.scopes }];
}

function pathParameters(endpoint: Endpoint) {
  return [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
}

function queryParameters(schema: JsonSchema) {
  const { properties, required } = schema;
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(properties ?? {}).map(([name, property]) => ({ name, in: "query", required: needed.includes(name), schema: property as unknown }));
}

function responses(endpoint: Endpoint, embed: (schema: Endpoint["response"], io: "input" | "output") => JsonSchema) {
  const failing = {
    400: errorTable.invalidInput,
    ...(endpoint.auth === "public" ? {} : { 401: errorTable.unauthenticated, 403: errorTable.missingScope }),
    404: errorTable.notFound,
  };
  const empty = endpoint.response.def.type === "undefined";
  return {
    [endpoint.status ?? 200]: {
      description: endpoint.summary,
      ...(empty ? {} : { content: { "application/json": { schema: embed(endpoint.response, "output") } } }),
    },
    ...Object.fromEntries(Object.entries(endpoint.otherStatuses ?? {}).map(([status, description]) => [status, { description }])),
    ...Object.fromEntries(
      Object.entries(failing).map(([status, row]) => [
        status,
        { description: row.hint, content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } },
      ]),
    ),
  };
}
