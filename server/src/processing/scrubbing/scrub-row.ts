import type { ScrubbingSettings } from "../../project-settings/project-settings.ts";
import type { Attributes } from "../attributes/attributes.ts";
import { decodeJsonText } from "../json/decode.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import { scrubbingOf } from "./compile.ts";
import { withRemarks } from "./meta.ts";
import { Scrubber } from "./scrubber.ts";
import { attributes } from "./attribute-shape.ts";
import { asked, prose, shape, type Shape } from "./shape.ts";

/** A span, a log or a metric: what of it may hold data of the program. */
interface Row {
  readonly attributes: Attributes;
  /** Of a log. */
  readonly message?: string;
  /** `ip:…` where nothing else tells users apart. */
  readonly userTag?: string | null;
}

export type RowType = "span" | "log" | "trace_metric";

/** The row without what the project's rules take out, with remarks under the names that Sentry gives them; the same object if there is nothing. */
export function scrubRow<T extends Row>(row: T, type: RowType, settings: ScrubbingSettings): T {
  const rules = scrubbingOf(settings);
  if (rules === undefined) return row;
  const scrubber = new Scrubber(rules);
  const scrubbed = scrubber.item(row, rowShapes[type]);
  const anonymous = settings.ipAddresses && row.userTag?.startsWith("ip:") === true ? { ...scrubbed, userTag: null } : scrubbed;
  if (scrubber.found.length === 0) return anonymous;
  const remarks: Record<string, string> = {};
  for (const { path, ...found } of scrubber.found) {
    const [field = "", name, ...inside] = path;
    const key = name === undefined ? `sentry._meta.fields.${field}` : `sentry._meta.fields.${field}.${name}`;
    const before = remarks[key] ?? row.attributes[key];
    remarks[key] = JSON.stringify({ meta: withRemarks(typeof before === "string" ? metaIn(before) : undefined, [{ path: inside, ...found }]) });
  }
  return { ...anonymous, attributes: { ...present(anonymous.attributes), ...remarks } };
}

function metaIn(text: string): JsonObject | undefined {
  const decoded = decodeJsonText(text);
  const meta = "value" in decoded && isObject(decoded.value) ? decoded.value["meta"] : undefined;
  return isObject(meta) ? meta : undefined;
}

/** What was removed is gone, with a remark in its place. */
function present(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

const rowShapes: Readonly<Record<RowType, Shape>> = {
  span: shape({ type: "span", members: { attributes, name: asked, segmentName: asked } }),
  log: shape({ type: "log", members: { attributes, message: prose } }),
  trace_metric: shape({ type: "trace_metric", members: { attributes } }),
};
