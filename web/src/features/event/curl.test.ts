import { execFileSync } from "node:child_process";

import { expect, test } from "vitest";

import { curlCommand, shellWord } from "./curl.ts";
import type { RequestPart } from "./event-parts.ts";

const request = (change: Partial<RequestPart>): RequestPart => ({
  method: "GET",
  url: "https://shop.example/cart",
  query: [],
  fragment: null,
  headers: [],
  cookies: [],
  env: [],
  body: null,
  ...change,
});

/** What a real shell makes of the command's words. */
function words(command: string): readonly string[] {
  const printed = execFileSync("/bin/sh", ["-c", `show() { for word in "$@"; do printf '%s\\0' "$word"; done; }; ${command.replace(/^curl/u, "show")}`], {
    encoding: "utf8",
  });
  return printed.split("\0").slice(0, -1);
}

test.each(["plain", "it's", "$(reboot)", "`id`", 'say "hi"', "two\nlines", "back\\slash", "!history", "", "*", "ünï 🚀", "'''"])(
  "a shell reads %j back as it was",
  (text) => {
    expect(words(`curl ${shellWord(text)}`)).toEqual([text]);
  },
);

test("a GET with query, headers and cookies", () => {
  const command = curlCommand(
    request({
      query: [
        ["q", "tea & milk"],
        ["page", "2"],
      ],
      headers: [
        ["Host", "shop.example"],
        ["User-Agent", "It's a browser"],
        ["Authorization", "[Filtered]"],
        ["Accept-Encoding", "gzip"],
      ],
      cookies: [["session", "a b"]],
    }),
  );
  expect(words(command)).toEqual(["https://shop.example/cart?q=tea+%26+milk&page=2", "-H", "User-Agent: It's a browser", "--compressed", "-b", "session=a b"]);
});

test("a body makes it a POST, other methods are named, and the body arrives byte for byte", () => {
  const body = { note: "it's $HOME", at: "@file" };
  expect(words(curlCommand(request({ method: "post", body })))).toEqual(["https://shop.example/cart", "--data-raw", JSON.stringify(body)]);
  expect(words(curlCommand(request({ method: "PATCH", body: "a=1" })))).toEqual(["https://shop.example/cart", "-X", "PATCH", "--data-raw", "a=1"]);
});

test("a method cannot smuggle a command in", () => {
  expect(words(curlCommand(request({ method: "GET; reboot" })))).toEqual(["https://shop.example/cart", "-X", "GET; REBOOT"]);
});
