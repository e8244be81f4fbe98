import { milliseconds, none, parentOf, type Detector } from "../detector.ts";
import { problemFingerprint, sha1 } from "../fingerprint.ts";
import { isCompleteQuery, isSelect } from "../queries.ts";
import { spanHash } from "../span-hash.ts";
import { durationOf } from "../span-view.ts";

/** A single SELECT that takes long. */
export const slowDbQuery: Detector = {
  enabledBy: "slow_db_queries_detection_enabled",
  detect: (transaction, { slow_db_query_duration_threshold: threshold }, type) => {
    const slow = transaction.db.filter((span) => durationOf(span) >= threshold);
    if (slow.length === 0) return none;
    const byHash = Map.groupBy(
      slow.filter((span) => isSelect(span) && isCompleteQuery(span)),
      spanHash,
    );
    return [...byHash].flatMap(([hash, offenders]) => {
      const [first] = offenders;
      if (first === undefined) return none;
      const parent = parentOf(first, transaction);
      const longest = Math.max(...offenders.map(durationOf));
      return [
        {
          fingerprint: problemFingerprint(type, sha1(hash)),
          description: first.description,
          op: first.op,
          parents: parent === undefined ? [] : [parent],
          causes: [],
          offenders,
          display: [
            ["Slow DB Query", first.description],
            ["Duration", milliseconds(longest)],
          ],
          data: { durationMs: longest },
        },
      ];
    });
  },
};
