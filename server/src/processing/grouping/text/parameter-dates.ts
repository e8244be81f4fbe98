import type { Look } from "./look.ts";

const months = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const weekdays = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const longWeekdays = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const zone = "(?:UT|GMT|[ECMP][SD]T|[A-IK-Z])";
const offset = String.raw`[+-]\d{2}[0-5]\d`;
const day = String.raw`\d{4}-?[01]\d-?[0-3]\d[\sT]`;
const clock = String.raw`[0-2]\d:?[0-5]\d`;
const shift = String.raw`(?:[+-][0-2]\d:?[0-5]\d|Z)`;

/** What a date begins with decides which forms it can have. */
const years = [
  String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?(?:[+-]?\d{2}:\d{2})?`,
  // With an offset before those without, or it would be left over as a number.
  String.raw`${day}${clock}(?::?[0-5]\d(?:\.\d+)?)?${shift}`,
  String.raw`${day}${clock}(?::?[0-5]\d(?:\.\d+)?)?`,
  String.raw`\d{4}-[01]\d-[0-3]\d`,
];
const clocks = [
  String.raw`(?<!\d)(?:[1-9]|1[0-2]):[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s?[aApP][Mm])?`,
  String.raw`(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])`,
  String.raw`[0-2]\d:[0-5]\d:[0-5]\d`,
];
const dayOfMonth = String.raw`(?:0[1-9]|[12]?\d|3[01])\s+${months}\s+(?:19\d{2}|[2-9]\d{3})\s+(?:[01]\d|2[0-3]):[0-5]\d(?::(?:60|[0-5]\d))?\s+(?:${offset}|${zone})`;
const days = [String.raw`\b${dayOfMonth}`];
const names = [
  String.raw`${weekdays},\s\d{1,2}\s${months}\s\d{2,4}\s\d{1,2}:\d{1,2}(?::\d{1,2})?\s(?:${offset}|${zone})`,
  String.raw`(?:${weekdays}\s)?${months}\s[0-3]\d,\s\d{2,4}`,
  String.raw`(?:${longWeekdays}|${weekdays}),\s\d{2}-${months}-\d{2}\s\d{2}:\d{2}:\d{2}\s${zone}`,
  String.raw`${weekdays}\s${months}\s\d{2}\s\d{4}\s\d{2}:\d{2}:\d{2}\sGMT[+-]\d{4}(?:\s\([^)]{1,64}\))?`,
  String.raw`\b(?:${weekdays}\s+)?${months}\s+\d{1,2}\s+\d{2}:\d{2}:\d{2}\s+\d{4}`,
  String.raw`\b${weekdays},\s+${dayOfMonth}`,
];
const calls = [String.raw`datetime.datetime\([^)\n]{0,256}\)`];

/** In order of preference among those that can begin alike (`grouping.md` §7). */
export const dateForms: readonly string[] = [...years, ...clocks, ...days, ...names, ...calls];

const yearExpression = sticky(years);
const clockExpression = sticky(clocks);
const dayExpression = sticky(days);
const nameExpression = sticky(names);
const callExpression = sticky(calls);

function sticky(forms: readonly string[]): RegExp {
  return new RegExp(forms.join("|"), "y");
}

const weekdayNames = new Set("Mon Tue Wed Thu Fri Sat Sun".split(" "));
const monthNames = new Set("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "));
const [dash, colon, comma] = [45, 58, 44] as const;

export function dateEnd(look: Look, at: number): number {
  const expression = look.isDigit(at) ? byDigits(look, at) : byName(look, at);
  if (expression === undefined) return -1;
  expression.lastIndex = at;
  return expression.test(look.text) ? expression.lastIndex : -1;
}

/** Most digits and capitals begin something else, which few characters tell. */
function byDigits(look: Look, at: number): RegExp | undefined {
  const digits = look.digitsEnd(at) - at;
  const next = look.code(at + digits);
  if (digits === 4) return next === dash && look.isDigit(at + 5) && look.isDigit(at + 6) ? yearExpression : undefined;
  if (digits === 6 || digits === 8) {
    const from = digits === 6 ? at + 7 : at + 6;
    if (digits === 6 && next !== dash) return undefined;
    return look.isDigit(from) && look.isDigit(from + 1) && (look.text[from + 2] === "T" || look.mayBeSpace(from + 2)) ? yearExpression : undefined;
  }
  if (digits > 2 || (digits === 1 && look.isDigit(at - 1))) return undefined;
  if (next === colon) return look.isDigit(at + digits + 1) && look.isDigit(at + digits + 2) ? clockExpression : undefined;
  return look.mayBeSpace(at + digits) && isMonth(look, spacesEnd(look, at + digits)) ? dayExpression : undefined;
}

function byName(look: Look, at: number): RegExp | undefined {
  if (look.text.startsWith("datetime", at)) return callExpression;
  if (isMonth(look, at)) return nameExpression;
  if (!weekdayNames.has(look.text.slice(at, at + 3))) return undefined;
  if (look.mayBeSpace(at + 3)) return isMonth(look, spacesEnd(look, at + 3)) ? nameExpression : undefined;
  return look.code(at + 3) === comma || look.text.slice(at + 3, at + 9).includes("day,") ? nameExpression : undefined;
}

const [firstCapital, lastCapital] = [65, 83] as const;

/** With a number behind it. */
function isMonth(look: Look, at: number): boolean {
  const code = look.code(at);
  return (
    code >= firstCapital &&
    code <= lastCapital &&
    look.mayBeSpace(at + 3) &&
    look.isDigit(spacesEnd(look, at + 3)) &&
    monthNames.has(look.text.slice(at, at + 3))
  );
}

function spacesEnd(look: Look, from: number): number {
  let at = from;
  while (look.mayBeSpace(at)) at++;
  return at;
}
