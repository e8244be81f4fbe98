import { none, parentOf, type Detector, type Problem } from "../detector.ts";
import { problemFingerprint, sha1 } from "../fingerprint.ts";
import { spanHash } from "../span-hash.ts";
import type { RequestInput, SpanView } from "../span-view.ts";

const minLength = 3;
/** What stands in queries, whoever asks. */
const benign = new Set(
  "select insert update delete from where and not null true false order group having limit offset asc desc join left right inner outer like between exists distinct count max min sum avg all any case when then else end set values into default name type status date value user users".split(
    " ",
  ),
);
const statement = /^\s*(?:select|insert|update|delete)\b/i;

/** A value of the request that stands in a query as it came, beside the name that it came under. */
export const queryInjection: Detector = {
  enabledBy: "db_query_injection_detection_enabled",
  detect: (transaction, _, type) => {
    if (transaction.db.length === 0) return none;
    const inputs = transaction.inputs().filter(isTelling);
    if (inputs.length === 0) return none;
    const problems: Problem[] = [];
    for (const span of transaction.db) {
      const found = inputs.filter(([key, value]) => holds(span, key) && holds(span, value));
      if (found.length === 0 || !statement.test(span.description)) continue;
      const description = found.reduce((text, [, value]) => text.replaceAll(value, "?"), span.description);
      const parent = parentOf(span, transaction);
      problems.push({
        fingerprint: problemFingerprint(type, sha1(spanHash({ op: span.op, description }))),
        description,
        op: span.op,
        parents: parent === undefined ? [] : [parent],
        causes: [],
        offenders: [span],
        display: [
          ["Vulnerable Query", description],
          ["Request Parameters", found.map(([key]) => key).join(", ")],
        ],
        data: { vulnerableParameters: found.map(([key]) => key) },
      });
    }
    return problems;
  },
};

function isTelling([key, value]: RequestInput): boolean {
  return key !== "" && value.length >= minLength && !/^[\d.,-]+$/.test(value) && !benign.has(value.toLowerCase()) && value !== key;
}

/** As a word of its own. */
function holds({ description }: SpanView, word: string): boolean {
  for (let at = description.indexOf(word); at >= 0; at = description.indexOf(word, at + 1)) {
    if (!isWord(description[at - 1]) && !isWord(description[at + word.length])) return true;
  }
  return false;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
