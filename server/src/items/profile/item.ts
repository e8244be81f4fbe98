import { readProfile } from "../../processing/profile/read-profile.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem } from "../define-item.ts";

/** Where a transaction spent its time, in samples of call stacks. */
export const profileItem = defineItem({
  type: "profile",
  decode: decodeObject,
  finish: (payload, context) => {
    const row = readProfile(payload, context);
    if ("problem" in row) return { kind: "rejected", outcome: "invalid", reason: row.reason, detail: row.problem };
    const detail = `Stored as profile ${row.profileId} of transaction ${row.transactionName}.`;
    return { kind: "rows", rows: [{ dataset: "profiles", row }], accepted: [{ category: "profile", quantity: 1, detail }] };
  },
});
