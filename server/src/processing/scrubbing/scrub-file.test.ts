import { expect, test } from "vitest";
import { mergeSettings } from "../../project-settings/project-settings.ts";
import { scrubFile } from "./scrub-file.ts";

const log = "10:04 ada@example.com paid with 4111 1111 1111 1111\n10:05 größer\n";
const scrub = (applications: object, content: string | Uint8Array = log, name = "app.log"): string | Uint8Array => {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const after = scrubFile(name, bytes, mergeSettings({}, { relayPiiConfig: JSON.stringify({ applications }) }).scrubbing);
  return after === bytes ? "as it was" : Buffer.from(after).toString();
};

test.each([
  [{ "$attachments.'app.log'": ["@email"] }],
  [{ "$attachments.'APP.LOG'": ["@email"] }],
  [{ "$attachments.*": ["@email"] }],
  [{ "$attachments.**": ["@email"] }],
  [{ "$attachments.$binary && !'other.log'": ["@email"] }],
])("%j reaches into a file", (applications) => {
  expect(scrub(applications)).toBe(log.replace("ada@example.com", "[email]"));
});

test.each([[{ "**": ["@email"] }], [{ $string: ["@email"] }], [{ "$attachments.'b.log'": ["@email"] }], [{ "$attachments.'app.log'": ["@mac"] }]])(
  "%j leaves it alone",
  (applications) => {
    expect(scrub(applications)).toBe("as it was");
  },
);

test("built-in rules leave files alone", () => {
  const bytes = Buffer.from("password=x 4111 1111 1111 1111");
  expect(scrubFile("a", bytes, mergeSettings({}, {}).scrubbing)).toBe(bytes);
});

test("masks and removes as everywhere", () => {
  expect(scrub({ "$attachments.**": ["@creditcard:mask"] })).toBe(log.replace("4111 1111 1111 1111", "*".repeat(19)));
  expect(scrub({ "$attachments.'app.log'": ["@anything:remove"] })).toBe("");
});

test("what is no text is left alone", () => {
  expect(scrub({ "$attachments.**": ["@email"] }, Buffer.from([...Buffer.from("a@b.cd "), 0xff, 0xfe]))).toBe("as it was");
  expect(scrub({ "$attachments.**": ["@email"] }, Buffer.from("\u0000 a@b.cd"))).toBe("as it was");
});
