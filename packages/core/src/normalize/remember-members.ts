import { quotedKey } from "./quoted-key.ts";

interface Remembered {
  text: string;
  json: string;
  /** `json` is the whole member. */
  whole: boolean;
}

const MAX_KEYS = 2000;

/**
 * Texts as members of JSON objects, name and all, each with a comma in front of it: most of them follow another one, and glueing costs. The
 * last one under each name is remembered: attributes and headers are mostly what they were a request before. `jsonOf` must always say the same
 * of the same; undefined: it does not say.
 */
export function rememberMembers(jsonOf: (key: string, text: string) => string | undefined): (key: string, text: string) => string | undefined {
  const remembered = new Map<string, Remembered>();
  return (key, text) => {
    const last = remembered.get(key);
    if (last?.text === text) {
      // In one piece, now that it is clear that it is used again: what is glued together costs once more when the whole is.
      if (!last.whole) last.json = [",", quotedKey(key), last.json].join("");
      last.whole = true;
      return last.json;
    }
    const json = jsonOf(key, text);
    if (json === undefined) return undefined;
    if (last) {
      last.text = text;
      last.json = json;
      last.whole = false;
    } else if (remembered.size < MAX_KEYS) remembered.set(key, { text, json, whole: false });
    return `,${quotedKey(key)}${json}`;
  };
}

/** Another member of an object, behind those that are there. */
export const joined = (members: string, member: string): string => (members === "" ? member.slice(1) : members + member);
