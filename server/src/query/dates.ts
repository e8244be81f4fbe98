import type { Comparison } from "./model.ts";

const minute = 60_000;
const unitMs: Readonly<Record<string, number>> = { s: 1000, m: minute, h: 60 * minute, d: 24 * 60 * minute, w: 7 * 24 * 60 * minute };

/** `30m`, `24h`, `14d`, `2w`, `90s` in milliseconds. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})([smhdw])$/.exec(text);
  const unit = unitMs[match?.[2] ?? ""];
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}

export interface DateCondition {
  readonly op: Comparison;
  readonly value: number;
}

/**
 * `-24h` newer than, `+24h` older than; `>2026-01-02`; a bare day is that day; an exact time is the window from five
 * minutes before to six minutes after (`api.md` §3.1). Undefined when it is none of these.
 */
export function parseDateConditions(text: string, now: number): readonly DateCondition[] | undefined {
  const relative = /^([+-])(\d+[smhdw])$/.exec(text);
  if (relative !== null) {
    const duration = parseDuration(relative[2] ?? "");
    if (duration === undefined) return undefined;
    return [{ op: relative[1] === "-" ? ">=" : "<=", value: now - duration }];
  }
  const [, operator, rest] = /^(>=|<=|>|<|=|)(.*)$/s.exec(text) ?? [];
  const date = parseDate(rest ?? "");
  if (date === undefined) return undefined;
  if (operator === ">" || operator === ">=" || operator === "<" || operator === "<=") return [{ op: operator, value: date.at }];
  const [from, to] = date.wholeDay ? [date.at, date.at + (unitMs["d"] ?? 0)] : [date.at - 5 * minute, date.at + 6 * minute];
  return [
    { op: ">=", value: from },
    { op: "<", value: to },
  ];
}

/** ISO 8601, UTC unless it carries an offset. */
export function parseDate(text: string): { readonly at: number; readonly wholeDay: boolean } | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (match === null) return undefined;
  const [, day, time, zone] = match;
  if (time === undefined && zone !== undefined && zone !== "Z") return undefined;
  const at = Date.parse(`${day}T${time ?? "00:00"}${(zone ?? "Z").replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`);
  return Number.isNaN(at) ? undefined : { at, wholeDay: time === undefined };
}
