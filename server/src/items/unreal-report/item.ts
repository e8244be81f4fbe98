import { defineItem } from "../define-item.ts";

/** A crash of Unreal Engine. One that can be read is unpacked before (`pipeline/crash/assemble-crash.ts`); what comes here cannot. */
export const unrealReportItem = defineItem({
  type: "unreal_report",
  decode: (item) => ({ value: item.payload }),
  finish: (payload) => ({
    kind: "rejected",
    outcome: "invalid",
    reason: "process_unreal",
    detail: "The report is not a crash of Unreal Engine: compressed with zlib, a header, files and the header again.",
    quantity: Math.max(payload.length, 1),
  }),
});
