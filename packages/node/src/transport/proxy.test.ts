import { expect, test } from "vitest";
import { connectionTo } from "./proxy.ts";

const via = (url: string, environment: NodeJS.ProcessEnv, proxy?: string): unknown => {
  const found = connectionTo(url, { proxy }, environment).proxy;
  return found && `${found.protocol}//${found.hostname}:${found.port}`;
};

test.each([
  ["https://errors.example.com/", { https_proxy: "http://proxy:3128" }, "http://proxy:3128"],
  ["https://errors.example.com/", { HTTPS_PROXY: "https://proxy" }, "https://proxy:443"],
  ["https://errors.example.com/", { http_proxy: "http://proxy" }, "http://proxy:80"],
  ["http://errors.example.com/", { https_proxy: "http://proxy" }, undefined],
  ["http://errors.example.com/", { http_proxy: "http://[::1]:8080" }, "http://::1:8080"],
  ["https://errors.example.com/", { https_proxy: "proxy without a scheme" }, undefined],
  ["https://errors.example.com/", { https_proxy: "http://proxy", no_proxy: "localhost, .example.com" }, undefined],
  ["https://errors.example.com/", { https_proxy: "http://proxy", no_proxy: "errors.example.com:443" }, undefined],
  ["https://errors.example.com/", { https_proxy: "http://proxy", no_proxy: "errors.example.com:8443" }, "http://proxy:80"],
  ["https://errors.example.com/", { https_proxy: "http://proxy", no_proxy: "ample.com" }, "http://proxy:80"],
  ["https://errors.example.com/", { https_proxy: "http://proxy", NO_PROXY: "*" }, undefined],
])("%s with %o goes by %s", (url, environment, expected) => {
  expect(via(url, environment)).toBe(expected);
});

test("the option wins over the environment, and its credentials become a header", () => {
  const { proxy } = connectionTo("https://errors.example.com/", { proxy: "http://ada:p%40ss@proxy:3128" }, { https_proxy: "http://other", no_proxy: "*" });
  expect(proxy).toMatchObject({ hostname: "proxy", headers: { "proxy-authorization": `Basic ${Buffer.from("ada:p@ss").toString("base64")}` } });
});
