import type { TableDraft } from "../../stores/telemetry/datasets.ts";
import { decodeText } from "../../processing/json/decode.ts";
import { shiftOf } from "../../processing/normalize/clock.ts";
import { defineItem, type Fate, type ItemContext, type Rejected } from "../define-item.ts";
import { parseStatsdLine, type StatsdLine } from "./parse-line.ts";

const maxLines = 2000;
const maxOwnOutcomes = 50;

/** Metrics of SDKs before trace metrics: a line for each, aggregated by the SDK. Counted by lines (`protocol.md` §8.20). */
export const statsdItem = defineItem({ type: "statsd", decode: (item) => ({ value: decodeText(item.payload) }), finish: finishLines });

function finishLines(text: string, context: ItemContext): Fate {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return invalid("no_data", "The item holds no lines.", 1);
  const rows: TableDraft[] = [];
  const rejected: Rejected[] = [];
  let unusable = Math.max(lines.length - maxLines, 0);
  let stored = 0;
  for (const [index, line] of lines.slice(0, maxLines).entries()) {
    const parsed = parseStatsdLine(line);
    if ("problem" in parsed) {
      if (rejected.length < maxOwnOutcomes) rejected.push(invalid("payload", `Line ${index + 1}: ${parsed.problem}.`, 1));
      else unusable++;
      continue;
    }
    stored++;
    rows.push(...rowsOf(parsed, context));
  }
  if (unusable > 0) rejected.push(invalid("payload", "More lines of the same item.", unusable));
  if (stored === 0) return { kind: "several", fates: rejected };
  const fate = { kind: "rows", rows, accepted: [{ category: "metric_bucket", quantity: stored, detail: `${stored} lines of metrics are stored.` }] } as const;
  return rejected.length === 0 ? fate : { kind: "several", fates: [fate, ...rejected] };
}

function invalid(reason: string, detail: string, quantity: number): Rejected {
  return { kind: "rejected", outcome: "invalid", reason, detail, category: "metric_bucket", quantity };
}

function rowsOf({ name, unit, type, values, tags, seconds }: StatsdLine, context: ItemContext): TableDraft[] {
  const at = seconds === null ? context.receivedAt : seconds * 1000;
  const timestamp = at + shiftOf(at, context);
  const { environment = null, release = null, ...attributes } = Object.fromEntries(tags);
  const shared = { timestamp, name, type, unit, traceId: null, spanId: null, environment, release, attributes };
  return values.map((value) => ({ dataset: "metrics", row: { ...shared, value } }));
}
