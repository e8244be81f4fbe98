import { expect, test } from "vitest";

import { outcomeSentence, quantityText } from "./outcome-text.ts";

test("attachments are counted in bytes, everything else in items", () => {
  expect(quantityText({ category: "attachment", quantity: 2048 })).toBe("2.0 KiB");
  expect(quantityText({ category: "span", quantity: 1200 })).toBe("1,200");
});

test("an outcome reads as a sentence, with one full stop whether or not its detail brings one", () => {
  const session = { itemType: "session", category: "session", outcome: "filtered", reason: "not_stored_yet", quantity: 1 };
  expect(outcomeSentence({ ...session, detail: null })).toBe("session: filtered, not stored yet.");
  expect(outcomeSentence({ ...session, detail: "Not in this version." })).toBe("session: filtered, not stored yet. Not in this version.");
  expect(outcomeSentence({ ...session, quantity: 24, detail: "Not in this version" })).toBe("session (24): filtered, not stored yet. Not in this version.");
  expect(outcomeSentence({ itemType: "attachment", category: "attachment", outcome: "invalid", reason: null, detail: null, quantity: 11 })).toBe(
    "attachment (11 B): invalid.",
  );
});
