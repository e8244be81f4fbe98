import { ATTACHMENT_REFERENCE, itemCategory, itemSpec, type JsonObject } from "@vedette/protocol";
import { badRequest, tooLarge, type CountedItem, type Refusal } from "./refusal.ts";

/** As much of an item as its limits are about. */
export interface SizedItem {
  readonly type: string;
  readonly bytes: number;
  readonly headers: JsonObject;
}

const containers: ReadonlySet<string> = new Set(["log", "span", "trace_metric"]);

/** An item's share in outcomes: attachments count bytes, an empty one still 1, containers their entries (`protocol.md` §12). */
export function countItem({ type, bytes, headers }: SizedItem): CountedItem {
  const category = itemCategory(type, headers);
  // Its bytes were counted when they were uploaded.
  const isReference = category === "attachment" && headers["content_type"] === ATTACHMENT_REFERENCE;
  const announced = containers.has(type) ? headers["item_count"] : undefined;
  // No more than could be in it: the number is the sender's.
  const entries = typeof announced === "number" && Number.isSafeInteger(announced) ? Math.min(Math.max(announced, 1), Math.max(bytes, 1)) : 1;
  return { category, quantity: isReference ? 1 : category === "attachment" ? Math.max(1, bytes) : entries, bytes };
}

/** Sizes and counts of the items of an envelope. Anything over its limit refuses the whole envelope (`protocol.md` §5). */
export function checkItems(items: readonly SizedItem[]): Refusal | undefined {
  const totals = new Map<string, { count: number; bytes: number }>();
  for (const item of items) {
    const spec = itemSpec(item.type);
    if (spec === undefined) continue;
    if (item.bytes > spec.maxBytes) return tooLarge(item.type, spec.maxBytes, items.map(countItem));
    if (items.length === 1) continue;
    const total = totals.get(item.type) ?? { count: 0, bytes: 0 };
    total.count++;
    total.bytes += item.bytes;
    totals.set(item.type, total);
    // A second item where one is allowed is the pipeline's to refuse: it must not cost the first one.
    if (spec.maxCount > 1 && total.count > spec.maxCount) return tooMany(item.type, spec.maxCount, items);
    if (spec.maxCount > 1 && total.bytes > spec.maxTotalBytes) return tooLarge(`all ${item.type} items`, spec.maxTotalBytes, items.map(countItem));
  }
  return undefined;
}

/** Pairs that cannot share an event id (`protocol.md` §6.3). */
export function checkComposition(items: readonly SizedItem[]): Refusal | undefined {
  if (items.length < 2) return undefined;
  const types = new Set(items.map((item) => item.type));
  const conflict = types.has("transaction") ? ["event", "feedback"].find((type) => types.has(type)) : undefined;
  if (conflict === undefined) return undefined;
  return badRequest(`an envelope cannot hold a transaction and a ${conflict}`, "duplicate_item", { items: items.map(countItem) });
}

function tooMany(type: string, maxCount: number, items: readonly SizedItem[]): Refusal {
  return { status: 413, detail: `more than ${maxCount} ${type} items`, outcome: "invalid", reason: `too_large:${type}`, items: items.map(countItem) };
}
