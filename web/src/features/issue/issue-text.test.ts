import { expect, test } from "vitest";

import { issueText } from "./issue-text.ts";

test.each([
  ["an error", { type: "TypeError", value: "x is not a function" }, "TypeError: x is not a function", "TypeError", "x is not a function"],
  ["an error that says nothing", { type: "Error", value: "" }, "Error", "Error", ""],
  ["a message with a stack trace", { value: "cache is cold", function: "main" }, "main", "main", "cache is cold"],
  ["a message", { title: "cache is cold" }, "cache is cold", "cache is cold", ""],
  ["a place", { title: "Blocked script", message: "example.com" }, "Blocked script", "Blocked script", "example.com"],
])("%s", (_, metadata, title, name, message) => {
  expect(issueText({ title, metadata, type: "error" })).toEqual({ name, message });
});
