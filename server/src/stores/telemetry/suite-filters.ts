import { expect, it } from "vitest";
import type { EventField, EventFilter, ReleasePart, ReleaseTest, TextMatch } from "../../query/model.ts";
import type { TelemetryReader, TelemetryWriter } from "./port.ts";
import { event, eventId, midnight } from "./suite-data.ts";

const exact = (value: string): TextMatch => ({ kind: "exact", value });
const wildcard = (...parts: readonly string[]): TextMatch => ({ kind: "wildcard", parts });
const field = (name: EventField, ...anyOf: readonly TextMatch[]): EventFilter => ({ kind: "field", field: name, anyOf, negated: false });
const tag = (key: string, ...anyOf: readonly TextMatch[]): EventFilter => ({ kind: "tag", key, anyOf, negated: false });
const not = (filter: EventFilter): EventFilter => ({ ...filter, negated: !filter.negated });
const release = (part: ReleasePart, test: ReleaseTest): EventFilter => ({ kind: "release", part, test, negated: false });
const text = (value: string): EventFilter => ({ kind: "text", value, negated: false });

export function telemetryFilterSuite(current: () => { readonly writer: TelemetryWriter; readonly reader: TelemetryReader }): void {
  const fill = () =>
    current().writer.append({
      attachments: [],
      rows: [],
      outcomes: [],
      events: [
        event(1, {
          environment: "prod",
          geo: '{"country_code":"AT","city":"Vienna"}',
          level: "fatal",
          handled: false,
          tags: [
            ["a.b", "one"],
            ['q"uote', "1"],
          ],
          user: { tag: "email:Ada@x.org", id: null, email: "Ada@x.org", username: null, ip: "10.0.0.1" },
        }),
        event(2, {
          environment: "staging",
          handled: true,
          message: "100% of x_y\\z",
          metadata: { type: "TypeError", value: "nope" },
          tags: [
            ["a.b", "two"],
            ["$.x", "2"],
            ["0", "3"],
          ],
        }),
        event(3, {
          release: "shop@1.2.3-rc.1+45",
          culprit: "it's; drop table events --",
          sdk: "sentry.python",
          traceId: "f".repeat(32),
          tags: [["note", 'x","fake":"1']],
        }),
      ],
    });

  it.each<[string, readonly EventFilter[], readonly number[]]>([
    ["nothing", [], [3, 2, 1]],
    ["a value", [field("environment", exact("prod"))], [1]],
    ["a value in exact case", [field("environment", exact("Prod"))], []],
    ["one of several values", [field("environment", exact("prod"), exact("staging"))], [2, 1]],
    ["not a value, absent counts", [not(field("environment", exact("prod")))], [3, 2]],
    ["a wildcard in any case", [field("release", wildcard("SHOP@1.", ""))], [3]],
    ["a wildcard in the middle", [field("user.email", wildcard("a", ".org"))], [1]],
    ["values and wildcards", [field("environment", exact("prod"), wildcard("", "ging"))], [2, 1]],
    ["a present field", [{ kind: "hasField", field: "release", negated: false }], [3]],
    ["an absent field", [{ kind: "hasField", field: "environment", negated: true }], [3]],
    ["a tag", [tag("a.b", exact("one"))], [1]],
    ["one of several values of a tag", [tag("a.b", exact("zero"), exact("two"))], [2]],
    ["no part of a tag's name or value", [tag("b", exact("one"))], []],
    ["no value that looks like another tag", [tag("fake", exact("1"))], []],
    ["no tag that only a value names", [{ kind: "hasTag", key: "fake", negated: false }], []],
    ["a value that looks like a tag", [tag("note", exact('x","fake":"1'))], [3]],
    ["a tag of a strange name by wildcard", [tag('q"uote', wildcard("", "1"))], [1]],
    ["a tag of a strange name", [tag('q"uote', exact("1"))], [1]],
    ["a tag that looks like a path", [tag("$.x", exact("2"))], [2]],
    ["a tag that looks like an index", [tag("0", exact("3"))], [2]],
    ["a tag by wildcard", [tag("a.b", wildcard("T", ""))], [2]],
    ["not a tag, absent counts", [not(tag("a.b", exact("one")))], [3, 2]],
    ["a present tag", [{ kind: "hasTag", key: "a.b", negated: false }], [2, 1]],
    ["an absent tag", [{ kind: "hasTag", key: "a.b", negated: true }], [3]],
    ["an id", [field("id", exact(eventId(2).toUpperCase()))], [2]],
    ["an id by wildcard", [field("id", wildcard("", "3"))], [3]],
    ["something that is no id", [field("id", exact("nonsense"))], []],
    ["the error's type", [field("error.type", exact("TypeError"))], [2]],
    ["the error's value", [field("error.value", wildcard("number ", ""))], [3, 1]],
    ["user, trace, sdk", [field("user", exact("email:Ada@x.org"))], [1]],
    ["a trace and an sdk", [field("trace", exact("f".repeat(32))), field("sdk.name", exact("sentry.python"))], [3]],
    ["handled", [{ kind: "handled", value: true, negated: false }], [2]],
    ["not handled, unknown counts", [{ kind: "handled", value: true, negated: true }], [3, 1]],
    ["time", [{ kind: "timestamp", op: ">", value: midnight + 60_000, negated: false }], [3, 2]],
    ["a country", [field("geo.country_code", exact("AT"))], [1]],
    ["a city by wildcard", [field("geo.city", wildcard("vie", ""))], [1]],
    ["no place at all", [{ kind: "hasField", field: "geo.region", negated: true }], [3, 2, 1]],
    ["a release by the order of versions", [release("version", { op: ">=", than: "1.2.3-beta" })], [3]],
    ["none before its prerelease", [release("version", { op: "<", than: "1.2.3-rc.1" })], []],
    ["none after the version itself", [release("version", { op: ">=", than: "1.2.3" })], []],
    ["a version, whatever its package", [release("version", { anyOf: [exact("v1.2.3-rc.1")] })], [3]],
    ["a version by wildcard", [release("version", { anyOf: [wildcard("1.2.", "")] })], [3]],
    ["not a version, absent counts", [not(release("version", { op: ">", than: "1.0" }))], [2, 1]],
    ["a build by its number", [release("build", { op: ">", than: "9" })], [3]],
    ["a build by its name", [release("build", { anyOf: [exact("45")] })], [3]],
    ["a package", [release("package", { anyOf: [exact("shop")] })], [3]],
    ["an absent package", [not(release("package", "present"))], [2, 1]],
    ["text in the message, with what LIKE takes for wildcards", [text("100% OF X_Y\\z")], [2]],
    ["a percent sign is no wildcard", [text("1%2")], []],
    ["an apostrophe", [text("it's; drop table events --")], [3]],
    ["longer than any pattern", [text("x".repeat(60_000))], []],
    ["not text", [not(text("number 1"))], [3, 2]],
    [
      "either of two",
      [
        {
          kind: "either",
          branches: [[field("environment", exact("prod"))], [field("release", wildcard("shop", "")), not(field("environment", exact("x")))]],
          negated: false,
        },
      ],
      [3, 1],
    ],
    ["neither of two", [{ kind: "either", branches: [[field("environment", exact("prod"))], [tag("a.b", exact("two"))]], negated: true }], [3]],
    ["none of no branches", [{ kind: "either", branches: [], negated: false }], []],
  ])("finds %s", async (_, filter, expected) => {
    await fill();
    const rows = await current().reader.events({ projectIds: [1], filter, limit: 10 });
    expect(rows.map(({ seq }) => seq)).toEqual(expected);
  });

  it("takes thousands of values", async () => {
    await fill();
    const many = Array.from({ length: 40_000 }, (_, index) => exact(`value ${index}`));
    expect(await current().reader.events({ projectIds: [1], filter: [field("environment", ...many, exact("prod"))], limit: 10 })).toHaveLength(1);
  });
}
