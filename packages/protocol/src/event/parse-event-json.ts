/** Strings, so that they are passed over, also one that never ends: no input makes the search start over. */
const STRING_OR_BARE_NUMBER = /"(?:[^"\\]|\\.)*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b/gs;

/**
 * Parses JSON as SDKs send it. Old Python SDKs emit bare `NaN` and `Infinity`, which are read as null (`protocol.md` §2.1).
 * Throws `SyntaxError` for anything else that is not JSON.
 */
export function parseEventJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!text.includes("NaN") && !text.includes("Infinity")) throw error;
    return JSON.parse(text.replace(STRING_OR_BARE_NUMBER, (token) => (token.startsWith('"') ? token : "null")));
  }
}
