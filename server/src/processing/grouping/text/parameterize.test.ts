import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parameterizeByExpression } from "./parameter-kit.ts";
import { normalizeMessage, parameterize } from "./parameterize.ts";

const hex = (length: number): string => "0123456789abcdef".repeat(8).slice(0, length);

describe("what varies", () => {
  test.for<[string, string]>([
    ["user ada@example.com left", "user <email> left"],
    ["root@localhost", "<email>"],
    ["a@b.com|c@d.com", "<email><email>"],
    ["12:30_foo@bar.com, Jan 02, 2006foo@bar.com", "<date><email>, <date><email>"],
    ["Jan 02, 20065.5s", "<date><duration>"],
    ["GET https://x.io/a?b=1 failed", "GET <url> failed"],
    ["ws://h:1/x and wss://host and ftp://h/f", "<url> and <url> and <url>"],
    ["http:///x", "http:///x"],
    ["resolving api.example.com failed", "resolving <hostname> failed"],
    ["EXAMPLE.COM and Example.Com", "<hostname> and Example.Com"],
    ["file.txt and module.name", "file.txt and module.name"],
    ["from 192.168.0.1 and ::1", "from <ip> and <ip>"],
    ["1.2.3.4:8080", "<ip>:<int>"],
    ["256.1.1.1", "<float>.<float>"],
    ["2001:db8::8a2e:370:7334 fe80::1%eth0 ::ffff:10.0.0.1 1:2:3:4:5:6:7:8", "<ip> <ip> <ip> <ip>"],
    ["Foo::bar() stays", "Foo::bar() stays"],
    ["std::vector", "std::vector"],
    [`00-${hex(32)}-${hex(16)}-01`, "<traceparent>"],
    ["1-67891233-abcdef012345678912345678", "<traceparent>"],
    ["id 7c9e6679-7425-40de-944b-e07fc1f90ae7", "id <uuid>"],
    ["md5 d41d8cd98f00b204e9800998ecf8427e", "md5 <md5>"],
    ["sha da39a3ee5e6b4b0d3255bfef95601890afd80709", "sha <sha1>"],
    ["took 350ms or 1.5s or 3s", "took <duration> or <duration> or <duration>"],
    ["tx274a77a8975c4a66aeb24-0052d95365-x y", "<swift_txn_id> y"],
    ["at 0xDeadBeef 0X1f", "at <hex> <hex>"],
    ["number 123456789 but 1234567", "number <hex> but <int>"],
    ["abc123 ABC123 aBc123 beef face12", "<hex> <hex> aBc123 beef <hex>"],
    ["-deadbeef00 x-deadbeef00", "<hex> x-<hex>"],
    ["commit 4f2a9bc", "commit <git_sha>"],
    ["abcdefa 12345", "abcdefa <int>"],
    ["load 1.25 or -0.5", "load <float> or <float>"],
    ["-7 and 42", "<int> and <int>"],
    ["utf-8", "utf-<int>"],
    ["id_12 x12", "id_12 x12"],
    ["2006-01-40", "<int>-<int>-<int>"],
    ["key='a b' flag=true other='' x=\"y\" true", "key=<quoted_str> flag=<bool> other='' x=<quoted_str> true"],
    ["deadbeef, DEADBEEF and decade, DeadBeef", "<hex>, <hex> and decade, DeadBeef"],
    ["http://h", "http://h"],
    ["http://h then", "<url>"],
    ["12msec, v12s, 1.5s5", "<duration>ec, v<duration>, <int>.5s5"],
    ["my_bucket.s3.us-east-1.amazonaws.com", "my_bucket.<hostname><hostname>"],
    ["www.bbc.co.uk", "<hostname>.uk"],
    ["2006-01-02 15:04:05,123", "<date>,<int>"],
    ["2006-01-021 99:59:59 12:60 24:00", "<date>1 <int>:<int>:<int> <int>:<int> <int>:<int>"],
    ["13:04 pm", "<date> pm"],
    ["nothing to see", "nothing to see"],
  ])("%s → %s", ([text, expected]) => {
    expect(parameterize(text)).toBe(expected);
  });

  test.for([
    "Mon, 02 Jan 2006 15:04:05 MST",
    "Mon, 02 Jan 2006 15:04:05 -0700",
    "Mon Jan 02, 2006",
    "Jan 02, 2006",
    "Monday, 02-Jan-06 15:04:05 MST",
    "2006-01-02T15:04:05Z",
    "2006-01-02T15:04:05.999999999+07:00",
    "Mon Jan 02 2006 15:04:05 GMT+0100 (Central European Standard Time)",
    "20060102T150405Z",
    "2006-01-02 15:04:05+0700",
    "2006-01-02 15:04:05.123",
    "2006-01-02 15:04",
    "3:04PM",
    "3:04:05 am",
    "15:04",
    "15:04:05",
    "2006-01-02",
    "Jan  2 15:04:05 2006",
    "Mon Jan 02 15:04:05 2006",
    "02 Jan 2006 15:04 MST",
    "datetime.datetime(2006, 1, 2, 15, 4)",
  ])("%s is a date", (date) => {
    expect(parameterize(`at ${date}, so`)).toBe("at <date>, so");
  });
});

test.for<[string, string]>([
  ["one\ntwo\nthree", "one\ntwo..."],
  ["\n\none\n\ntwo", "one\ntwo..."],
  ["one\ntwo", "one\ntwo"],
  ["one\n", "one..."],
  ["one\u2028two\u0085three", "one\ntwo..."],
  ["", ""],
  ["  one", "  one"],
  ["took 3s\nat 4s", "took <duration>\nat <duration>"],
])("the first two lines of %j", ([text, expected]) => {
  expect(normalizeMessage(text)).toBe(expected);
});

test.for(["a@", "1", ":", "f", "http://", "='", "a.", "a.com.", "1:1:1 ", "-1.", "2006-01-0", "Mon ", "::", "1:1:1:1:1:1:1:1z "])(
  "%j again and again is answered, and no longer than its parts allow",
  (part) => {
    expect(parameterize(part.repeat(50_000)).length).toBeLessThan(12 * 8392);
  },
);

/** Pieces that patterns begin, go on or end with. */
const pieces = fc.constantFrom(
  "a",
  "f",
  "0",
  "1",
  "@",
  ".",
  ":",
  "-",
  "/",
  "=",
  "'",
  '"',
  " ",
  "http://",
  "::",
  "com",
  "Jan",
  "Mon, ",
  "0x",
  "ms",
  "T12:00",
  "é",
  "😀",
  "\n",
);

test("hostile text is answered, and what stands for the varying parts is left alone by a second pass", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 400 }), (parts) => {
      const once = parameterize(parts.join(""));
      const names = once.match(/<[a-z0-9_]+>/g) ?? [];
      expect(parameterize(names.join(" "))).toBe(names.join(" "));
    }),
    { numRuns: 300 },
  );
});

const telling = fc.constantFrom(
  ...Array.from("afgxzAFZ0179@.:-/='\" _+!T\n"),
  "http://",
  "ws:",
  "::",
  "fe80::",
  "%e",
  ".com",
  ".CO",
  "x.io",
  "Jan",
  "Mon, ",
  "Tuesday",
  "02 Jan 2006 15:04 MST",
  " PM",
  "datetime.datetime(",
  ")",
  "0x",
  "ms",
  "1.5s",
  "2006-01-02",
  "T15:04",
  "15:04:05",
  "20060102",
  "+07:00",
  "1:2:3:4:5:6:7:",
  "192.168.0.",
  "00-",
  "tx",
  "=true",
  "='a'",
  hex(4),
  hex(7),
  hex(8),
  hex(12),
  hex(16),
  hex(21),
  hex(32),
  hex(40),
  "abcdefab",
  "-deadbeef",
  "aaaa.bbbb",
  "\u00a0",
  "é",
  "a".repeat(63),
  "b".repeat(254),
);

test("what is found character by character is what the list of expressions finds", () => {
  fc.assert(
    fc.property(fc.array(telling, { maxLength: 24 }), (parts) => {
      const text = parts.join("");
      expect(parameterize(text)).toBe(parameterizeByExpression(text));
    }),
    { numRuns: 3000 },
  );
});
