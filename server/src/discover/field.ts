import { column, type Expression, type TableCondition, type TableName, type Value } from "../query/table-query.ts";

export type FieldType = "string" | "number" | "integer" | "boolean" | "date" | "duration" | "percentage" | "rate" | "size" | "array";

/** A word of the discover language: what it stands for in a table, and how its values are read and shown (`api.md` §3.4). */
export interface Field {
  readonly name: string;
  readonly expression: Expression;
  /** `null`: whatever the values turn out to be. */
  readonly type: FieldType | null;
  readonly unit: string | null;
  /** What stands before the value in the store: `user.id:7` is `id:7`. */
  readonly prefix?: string;
  /** Values are ids of these, and shown by their names. */
  readonly names?: "project" | "issue";
}

export interface DiscoverDataset {
  readonly table: TableName;
  /** Rows that are of the dataset; all when left out. */
  readonly only?: TableCondition;
  /** As `meta.dataset` says it. */
  readonly name: string;
  /** Free text is looked for here. */
  readonly text: readonly Expression[];
  /** What `p95()` and the like are of when nothing is said. */
  readonly measured: Field | null;
  /** True of rows that failed, for `failure_rate()`. */
  readonly status: Field | null;
  readonly user: Field;
  field(name: string): Field;
  /** What rows are called by: added to answers that are rows and not groups. */
  readonly rowFields: readonly string[];
  /** Known words, for lists of attributes. */
  readonly fields: readonly Field[];
  /** Columns that hold free attributes. */
  readonly attributeColumn: string;
}

type More = Partial<Pick<Field, "unit" | "prefix" | "names">>;

export function field(name: string, expression: Expression | string, type: FieldType | null = "string", more: More = {}): Field {
  return { name, expression: typeof expression === "string" ? column(expression) : expression, type, unit: defaultUnit(type), ...more };
}

function defaultUnit(type: FieldType | null): string | null {
  return type === "duration" ? "millisecond" : type === "size" ? "byte" : null;
}

export function attribute(name: string, columnName = "attributes", type: "text" | "number" | "boolean" = "text"): Expression {
  return { kind: "attribute", column: columnName, name, type };
}

/** The first of several attributes that is there: SDKs of different ages call the same thing differently. */
export function anyAttribute(...names: readonly string[]): Expression {
  return { kind: "first", of: names.map((name) => attribute(name)) };
}

const hour = 3_600_000;

/** What all tables have. */
export const commonFields: readonly Field[] = [
  field("timestamp", "timestamp", "date"),
  field("time", "timestamp", "date"),
  field("timestamp.to_hour", { kind: "bucket", ms: hour, origin: 0 }, "date"),
  field("timestamp.to_day", { kind: "bucket", ms: 24 * hour, origin: 0 }, "date"),
  field("project", "projectId", "string", { names: "project" }),
  field("project.name", "projectId", "string", { names: "project" }),
  field("project.id", "projectId", "integer"),
  field("project_id", "projectId", "integer"),
];

/** `tags[name]`, `tags[name,number]`, `name`. */
export function tagName(name: string): { readonly key: string; readonly type: "text" | "number" | "boolean" } | undefined {
  const [, key, type = "string"] = /^(?:tags|flags)\[("?[^\]]+?"?)(?:,\s*(string|number|boolean))?\]$/.exec(name) ?? [];
  if (key === undefined) return undefined;
  return { key: key.replaceAll(/^"|"$/g, ""), type: type === "number" ? "number" : type === "boolean" ? "boolean" : "text" };
}

/** Looks words up in a fixed list, then among measurements, tags and attributes. */
export function lookUp(known: readonly Field[], attributes: string, measurements: string | null): (name: string) => Field {
  const byName = new Map(known.map((each) => [each.name, each]));
  return (name) => {
    const fixed = byName.get(name);
    if (fixed !== undefined) return fixed;
    const tag = tagName(name);
    if (tag !== undefined) {
      const inner = tag.type === "number" ? byName.get(tag.key) : undefined;
      if (inner !== undefined && isNumeric(inner)) return { ...inner, name };
      return field(name, attribute(tag.key, attributes, tag.type), tag.type === "number" ? "number" : tag.type === "boolean" ? "boolean" : "string");
    }
    if (name.startsWith("measurements."))
      return measurement(name, measurements === null ? attribute(name, attributes, "number") : attribute(name.slice(13), measurements, "number"));
    return field(name, attribute(name, attributes), null);
  };
}

const plainMeasurements = /\.(?:cls|frames_\w+|stall_count)$|_rate$|percentage$/;

function measurement(name: string, expression: Expression): Field {
  return plainMeasurements.test(name) ? field(name, expression, "number") : field(name, expression, "duration");
}

export function isNumeric({ type }: Field): boolean {
  return type === "number" || type === "integer" || type === "duration" || type === "size" || type === "percentage";
}

/** How a value is answered where no names are needed. */
export function shown(of: Field, value: Value): string | number | boolean | null {
  if (value === null) return null;
  if (of.type === "date") return typeof value === "number" ? new Date(value).toISOString() : value;
  if (of.type === "boolean") return value === 1 || value === "true";
  if (of.prefix !== undefined) return String(value).startsWith(of.prefix) ? String(value).slice(of.prefix.length) : null;
  if (of.type === "string") return String(value);
  return value;
}
