import { expect, test } from "vitest";
import type { ProjectOptions } from "../../project-settings/options.ts";
import { mergeSettings } from "../../project-settings/project-settings.ts";
import { scrubFileName } from "./scrub-file.ts";
import { scrubRow } from "./scrub-row.ts";

const settings = (options: ProjectOptions = {}) => mergeSettings({}, options).scrubbing;

test("attributes lose what they hold, with remarks beside them under the names that Sentry gives them", () => {
  const attributes = { "user.password": "x", "tokens left": 5, note: "card 4571234567890111", list: ["a", "my secret"], "http.route": "/auth/login" };
  const row = scrubRow({ message: "token of a@b.de", attributes }, "log", settings());
  expect(row).toEqual({
    message: "token of [email]",
    attributes: {
      "user.password": "[Filtered]",
      note: "card [Filtered]",
      list: ["a", "[Filtered]"],
      "http.route": "/auth/login",
      "sentry._meta.fields.attributes.user.password": '{"meta":{"":{"rem":[["@password:filter","s",0,10]],"len":1}}}',
      "sentry._meta.fields.attributes.tokens left": '{"meta":{"":{"rem":[["@password:filter","x"]]}}}',
      "sentry._meta.fields.attributes.note": '{"meta":{"":{"rem":[["@creditcard:filter","s",5,15]],"len":21}}}',
      "sentry._meta.fields.attributes.list": '{"meta":{"1":{"":{"rem":[["@password:filter","s",0,10]],"len":9}}}}',
      "sentry._meta.fields.message": '{"meta":{"":{"rem":[["@email","s",9,16]],"len":15}}}',
    },
  });
});

test("what models were asked and how much they used stays, but for what has the form of a secret", () => {
  const attributes = { "gen_ai.usage.input_tokens": 120, "gen_ai.prompt": "my password, and 078-05-1120" };
  expect(scrubRow({ attributes }, "span", settings()).attributes).toMatchObject({ ...attributes, "gen_ai.prompt": "my password, and [us-ssn]" });
});

test("addresses go where the project wants it, as tags of users, too", () => {
  const row = { attributes: { "client.address": "203.0.113.9", note: "from 203.0.113.9" }, userTag: "ip:203.0.113.9" };
  const scrubbed = scrubRow(row, "span", settings({ scrubIPAddresses: true }));
  expect(scrubbed.userTag).toBeNull();
  expect(scrubbed.attributes).not.toHaveProperty("client.address");
  expect(scrubbed.attributes["note"]).toBe("from [ip]");
  expect(scrubRow(row, "span", settings())).toBe(row);
});

test("rules of one's own find spans and logs by their type, and what conventions define when they name it", () => {
  const relayPiiConfig = JSON.stringify({ applications: { "$span.attributes.'http.route'": ["@anything:remove"], "$log.message": ["@anything:mask"] } });
  const row = { message: "abc", attributes: { "http.route": "/x" } };
  expect(scrubRow(row, "span", settings({ relayPiiConfig })).attributes).not.toHaveProperty("http.route");
  expect(scrubRow(row, "log", settings({ relayPiiConfig }))).toMatchObject({ message: "***", attributes: { "http.route": "/x" } });
});

test("names of files", () => {
  expect(scrubFileName("report of 078-05-1120.txt", settings())).toBe("report of [Filtered].txt");
  expect(scrubFileName("screenshot.png", settings())).toBe("screenshot.png");
});
