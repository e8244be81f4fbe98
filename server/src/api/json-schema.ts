import { z } from "zod";

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

export interface NamedSchemas {
  readonly schema: JsonSchema;
  /** Schemas with `.meta({ id })`, by id. */
  readonly named: Readonly<Record<string, JsonSchema>>;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Leaves out what zod adds and nobody reads. Objects stay open: answers may gain keys without breaking strict clients. */
function tidy(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  if (schema.format === "date-time") delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/** JSON Schema 2020-12 as OpenAPI 3.1 embeds it: shared schemas are referred to as `#/components/schemas/<id>`. */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): NamedSchemas {
  const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: "any", override: ({ jsonSchema }) => tidy(jsonSchema) })).replaceAll(
    "#/$defs/",
    "#/components/schemas/",
  );
  const parsed: unknown = JSON.parse(text);
  if (!isRecord(parsed)) return { schema: {}, named: {} };
  const { $defs, $schema: _, ...own } = parsed;
  const named = isRecord($defs) ? Object.fromEntries(Object.entries($defs).filter((entry): entry is [string, JsonSchema] => isRecord(entry[1]))) : {};
  const id = typeof own["id"] === "string" ? own["id"] : undefined;
  // A schema that is itself named comes inline; refer to it like everyone else does.
  if (id === undefined) return { schema: own, named: withoutIds(named) };
  return { schema: { $ref: `#/components/schemas/${id}` }, named: withoutIds({ ...named, [id]: own }) };
}

/** `.meta({ id })` leaves an `id` keyword behind that JSON Schema 2020-12 does not know. */
function withoutIds(named: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(named).map(([name, schema]) => [name, Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== "id"))]),
  );
}
