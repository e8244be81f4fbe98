import { quotedKey } from "../normalize/quoted-key.ts";
import { quote } from "../normalize/normalize.ts";
import { joined, rememberMembers } from "../normalize/remember-members.ts";

const MAX_REMEMBERED = 200;
const member = /* @__PURE__ */ rememberMembers((_, text) => (text.length > MAX_REMEMBERED ? undefined : quote(text)));

/** `JSON.stringify` for headers of envelopes: of one level or two, and mostly the same again. A third of its time. */
export const headerJson = (header: Readonly<Record<string, unknown>>): string => `{${headerMembers(header)}}`;

/** The same without the braces around it. */
export function headerMembers(header: Readonly<Record<string, unknown>>): string {
  let json = "";
  for (const key of Object.keys(header)) {
    const text = memberJson(key, header[key]);
    if (text !== undefined) json = joined(json, text);
  }
  return json;
}

function memberJson(key: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const known = typeof value === "string" ? member(key, value) : undefined;
  return known ?? `,${quotedKey(key)}${isRecord(value) ? headerJson(value) : JSON.stringify(value)}`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
