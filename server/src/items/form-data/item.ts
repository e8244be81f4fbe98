import { defineItem } from "../define-item.ts";

/** Fields that came with a crash: they are read where the event is made of them (`pipeline/crash/assemble-crash.ts`). */
export const formDataItem = defineItem({
  type: "form_data",
  decode: (item) => ({ value: item.payload }),
  finish: () => ({ kind: "reports", detail: "Its fields are part of the event that they came with.", reports: [] }),
});
