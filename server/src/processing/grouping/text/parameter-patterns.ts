/**
 * What varies between occurrences of one message, by name and in order of preference (`grouping.md` §7). Every pattern
 * can only begin where a word (or what it is made of) begins, and what follows is bounded or eats what it has read:
 * so the time for hostile text stays in proportion to its length.
 */
const months = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const days = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const longDays = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const zone = "(?:UT|GMT|[ECMP][SD]T|[A-IK-Z])";
const offset = String.raw`[+-]\d{2}[0-5]\d`;
const day = String.raw`\d{4}-?[01]\d-?[0-3]\d[\sT]`;
const clock = String.raw`[0-2]\d:?[0-5]\d`;
const shift = String.raw`(?:[+-][0-2]\d:?[0-5]\d|Z)`;

const dates = [
  String.raw`${days},\s\d{1,2}\s${months}\s\d{2,4}\s\d{1,2}:\d{1,2}(?::\d{1,2})?\s(?:${offset}|${zone})`,
  String.raw`(?:${days}\s)?${months}\s[0-3]\d,\s\d{2,4}`,
  String.raw`(?:${longDays}|${days}),\s\d{2}-${months}-\d{2}\s\d{2}:\d{2}:\d{2}\s${zone}`,
  String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?(?:[+-]?\d{2}:\d{2})?`,
  String.raw`${days}\s${months}\s\d{2}\s\d{4}\s\d{2}:\d{2}:\d{2}\sGMT[+-]\d{4}(?:\s\([^)]{1,64}\))?`,
  // With an offset before those without, or it would be left over as a number.
  String.raw`${day}${clock}(?::?[0-5]\d(?:\.\d+)?)?${shift}`,
  String.raw`${day}${clock}(?::?[0-5]\d(?:\.\d+)?)?`,
  String.raw`(?<!\d)(?:[1-9]|1[0-2]):[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s?[aApP][Mm])?`,
  String.raw`(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])`,
  String.raw`\d{4}-[01]\d-[0-3]\d`,
  String.raw`[0-2]\d:[0-5]\d:[0-5]\d`,
  String.raw`\b(?:${days}\s+)?${months}\s+\d{1,2}\s+\d{2}:\d{2}:\d{2}\s+\d{4}`,
  String.raw`\b(?:${days},\s+)?(?:0[1-9]|[12]?\d|3[01])\s+${months}\s+(?:19\d{2}|[2-9]\d{3})\s+(?:[01]\d|2[0-3]):[0-5]\d(?::(?:60|[0-5]\d))?\s+(?:${offset}|${zone})`,
  String.raw`datetime.datetime\([^)\n]{0,256}\)`,
];

/** Where a date can begin at all: with the digits that all forms have in common, or with a name. */
const dateStart = String.raw`(?=\d{4}-?\d\d|\d{1,2}:\d|\d{1,2}\s+[A-Z]|[MTWFSJAOND][a-z]{2}|datetime)`;

const byte = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const v4 = String.raw`(?:${byte}\.){3}${byte}`;
const group = "[\\da-fA-F]{1,4}";
const v6 = [
  String.raw`fe80:(?::[\da-fA-F]{0,4}){0,4}%[\da-zA-Z]{1,32}`,
  String.raw`::(?:ffff(?::0{1,4})?:)?${v4}`,
  String.raw`(?:${group}:){1,4}:${v4}`,
  String.raw`(?:${group}:){7}${group}`,
  ...[6, 5, 4, 3, 2, 1].map((before) => String.raw`(?:${group}:){${before}}(?::${group}){1,${7 - before}}`),
  String.raw`:(?::${group}){1,7}`,
  String.raw`(?:${group}:){1,7}:`,
  "::",
].map((form) => String.raw`${form}(?![\da-zA-Z])`);

/** Two colons in a row, or seven groups: all that an address can be recognized by, and quickly denied. */
const v6Start = String.raw`(?<!\w)(?=(?:${group}:){0,7}:|(?:${group}:){7})`;

const tlds =
  "com net org jp de uk fr br it ru es me gov pl ca au cn co in nl edu info eu ch id at kr cz mx be tv se tr tw al ua ir vn cl sk ly cc to no fi us pt dk ar hu tk gr il news ro my biz ie za nz sg ee th io xyz pe bg hk rs lt link ph club si site mobi by cat wiki la ga xxx cf hr ng jobs online kz ug gq ae is lv pro fm tips ms sa app"
    .split(" ")
    .flatMap((tld) => [tld, tld.toUpperCase()])
    .join("|");

const atom = String.raw`[\w.!#$%&'*+/=?^${"`"}{|}~-]`;
/** At the first character of a local part: nothing such before it, or an address that has just ended there. */
const localStart = String.raw`(?:(?<!${atom})|(?![\w.-])(?<=@[A-Za-z\d.-]{1,255}))`;
/** Both a letter and a digit within so many characters. */
const mixed = (letters: string, length: number): string => String.raw`(?=[\d${letters}]{0,${length - 1}}[${letters}])(?=[\d${letters}]{0,${length - 1}}\d)`;
/** A word may be made of hexadecimal letters alone. */
const withDigit = (letters: string): string => String.raw`(?=[${letters}]{0,127}\d)`;
const hexStart = String.raw`(?:(?<!\w)-)?\b`;

/** `needs`: a character without which the pattern cannot match. */
export const parameterPatterns: readonly (readonly [name: string, pattern: string, needs?: "@" | ":" | "-" | "=" | "."])[] = [
  ["email", String.raw`${localStart}${atom}{1,254}@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*`, "@"],
  ["url", String.raw`\b(?:wss?|https?|ftp):\/\/[^\s/$.?#].\S*`, ":"],
  // Lazy: the first label that is a TLD ends the name, so `x.co.uk` becomes `<hostname>.uk`.
  // Another may follow at once, as in the names of AWS: `x.us-east-1.y.com`. Bounded, for every label may begin one.
  ["hostname", String.raw`\b(?:[A-Za-z\d-]{1,63}\.){1,40}?(?:${tlds})\b`, "."],
  ["ip", String.raw`${v6Start}(?:${v6.join("|")})`, ":"],
  ["ip", String.raw`\b${v4}\b`, "."],
  ["traceparent", String.raw`\b(?:00-[\da-f]{32}-[\da-f]{16}-0[01]|1-[\da-f]{8}-[\da-f]{24})\b`, "-"],
  ["uuid", String.raw`\b[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}\b`, "-"],
  ["sha1", String.raw`\b[\da-fA-F]{40}\b`],
  ["md5", String.raw`\b[\da-fA-F]{32}\b`],
  ["date", `${dateStart}(?:${dates.join("|")})`],
  ["duration", String.raw`\b\d+ms|(?<!\d)\d+(?:\.\d+)?s\b`],
  ["swift_txn_id", String.raw`\btx[\da-f]{21}-[\da-f]{10}\S*`, "-"],
  [
    "hex",
    String.raw`\b0[xX][\da-fA-F]+\b|${hexStart}(?:${mixed("a-f", 6)}[\da-f]{4,6}\b|${mixed("A-F", 6)}[\dA-F]{4,6}\b|${withDigit("a-f")}[\da-f]{8,128}\b|${withDigit("A-F")}[\dA-F]{8,128}\b)`,
  ],
  ["git_sha", String.raw`\b${mixed("a-f", 7)}[\da-f]{7}\b`],
  ["float", String.raw`-?\b\d+\.\d+\b`, "."],
  ["int", String.raw`(?:(?<!\w)-)?\b\d{1,7}\b`],
  ["quoted_str", String.raw`(?<==)(?:'[^']+'|"[^"]+")`, "="],
  ["bool", String.raw`(?<==)(?:[Tt]rue|[Ff]alse)`, "="],
];
