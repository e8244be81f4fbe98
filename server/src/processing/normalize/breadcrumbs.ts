import { normalizeEventId } from "@vedette/protocol";
import { isObject, type JsonObject } from "../json/json.ts";
import { trim } from "./bag.ts";
import type { Breadcrumb, Values } from "./event.ts";
import { level } from "./level.ts";
import { looseText, values } from "./readers.ts";
import { Shape, type Reader } from "./shape.ts";
import { timestamp } from "./timestamp.ts";

/** SDKs keep 100 by default and let their users raise it; the newest ones are worth the most. */
const maxBreadcrumbs = 1000;

/** What is no object is kept under `value`: old SDKs sent plain text. */
const data: Reader<JsonObject> = (value, cursor) => {
  const trimmed = trim(isObject(value) ? value : { value }, 2048, 5, cursor);
  return isObject(trimmed) ? trimmed : undefined;
};

const breadcrumbShape = new Shape<Breadcrumb>({
  timestamp,
  type: looseText(128),
  category: looseText(128),
  level,
  message: looseText(8192, 200),
  data,
  event_id: (value, cursor) => normalizeEventId(value) ?? cursor.invalid("expected an event id", value),
});

/** Oldest first. `type` and `level` are `default` and `info` where they are absent; readers fill that in, the body stays small. */
export const breadcrumbs: Reader<Values<Breadcrumb>> = values((value, cursor) => breadcrumbShape.read(value, cursor), maxBreadcrumbs, "last");
