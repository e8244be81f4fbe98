import { z } from "zod";
import type { RequestError } from "./errors.ts";
import { fail, invalid } from "./errors.ts";

/** Zod's findings in the shape of the API: `{"field": ["msg"]}`, or `{"detail": "msg"}` when no field is to blame. */
function refusal(error: z.ZodError): RequestError {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const [field, ...deeper] = issue.path.map(String);
    if (field === undefined) return fail("invalidInput", { reason: issue.message });
    const inside = deeper.length === 0 ? "" : `${deeper.join(".")}: `;
    (fields[field] ??= []).push(`${inside}${issue.code === "invalid_type" && issue.input === undefined ? "This field is required." : issue.message}`);
  }
  return invalid(fields);
}

/** A path parameter of the wrong form names nothing that could exist. */
export function parseParameters<Schema extends z.ZodType>(schema: Schema, path: Readonly<Record<string, string>>): z.output<Schema> {
  const result = schema.safeParse(path);
  if (!result.success) throw fail("notFound");
  return result.data;
}

/** Repeated parameters become arrays where the schema wants an array; elsewhere the last one counts. Unknown ones are ignored: clients send many. */
export function parseQuery<Schema extends z.ZodObject>(schema: Schema, search: URLSearchParams): z.output<Schema> {
  const input: Record<string, string | string[]> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const values = search.getAll(name);
    const last = values.at(-1);
    if (last !== undefined) input[name] = wantsList(field) ? values : last;
  }
  const result = schema.safeParse(input, { reportInput: true });
  if (!result.success) throw refusal(result.error);
  return result.data;
}

function wantsList(field: unknown): boolean {
  if (field instanceof z.ZodArray) return true;
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodNullable) return wantsList(field.unwrap());
  return field instanceof z.ZodPipe && wantsList(field.in);
}

/** An empty body counts as `{}`: some clients send none where everything is optional. */
export async function parseBody<Schema extends z.ZodType>(schema: Schema, read: () => Promise<string>): Promise<z.output<Schema>> {
  if (schema instanceof z.ZodUndefined) return schema.parse(undefined);
  const text = await read();
  const result = schema.safeParse(text === "" ? {} : parseJson(text), { reportInput: true });
  if (!result.success) throw refusal(result.error);
  return result.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fail("malformedJson", { reason: error instanceof Error ? error.message.slice(0, 200) : "not JSON" });
  }
}
