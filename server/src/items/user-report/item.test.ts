import { expect, test } from "vitest";
import { itemContext } from "../item-kit.ts";
import { userReportItem } from "./item.ts";

const process = (payload: object) => userReportItem.process({ type: "user_report", headers: {}, payload: Buffer.from(JSON.stringify(payload)) }, itemContext());

test("tells what a user wrote about which event", () => {
  const eventId = "45b172fe-6343-4c67-897c-266aa659d646";
  expect(process({ event_id: eventId, name: " Ada ", email: "ada@example.com", comments: "It hangs" })).toEqual({
    kind: "userReport",
    report: { eventId: "45b172fe63434c67897c266aa659d646", name: "Ada", email: "ada@example.com", comments: "It hangs" },
  });
});

test("is about the envelope's event when it names none, and does without parts", () => {
  const report = { eventId: itemContext().eventId, name: "", email: "", comments: "It hangs" };
  expect(process({ comments: "It hangs", email: null, name: 7 })).toEqual({ kind: "userReport", report });
  expect(process({ event_id: "nonsense", comments: "It hangs" })).toEqual({ kind: "userReport", report });
});

test("long texts are cut", () => {
  const fate = process({ comments: "x".repeat(5000), name: "n".repeat(200) });
  expect(fate.kind === "userReport" && [fate.report.comments.length, fate.report.name.length]).toEqual([4096, 128]);
});

test("an empty form is left out", () => {
  expect(process({ event_id: "a".repeat(32), name: "", comments: " " })).toMatchObject({ kind: "rejected", outcome: "invalid", reason: "empty_feedback" });
});

test("is scrubbed by the rules of its project", () => {
  const fate = process({ comments: "my card is 4571234567890111, it hangs at login", name: "Ada", email: "ada@example.com" });
  expect(fate).toMatchObject({ report: { comments: "my card is [creditcard], it hangs at login", name: "Ada", email: "ada@example.com" } });
});
