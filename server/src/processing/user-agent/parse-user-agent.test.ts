import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseUserAgent } from "./parse-user-agent.ts";
import { browserRules, deviceRules, osRules } from "./regexes.ts";
import { readRules } from "./rules.ts";

const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)";
const android = "Mozilla/5.0 (Linux; Android 14; SM-S918B)";
const reduced = "Mozilla/5.0 (Linux; Android 10; K)";
const linux = "Mozilla/5.0 (X11; Linux x86_64)";
const chromium = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0";
const webKit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

/** Browser, system and `family/brand/model` of the device; "-" is not known. */
test.for<[string, string, string, string]>([
  [`${windows} ${chromium} Safari/537.36`, "Chrome 138.0.0", "Windows >=10", "-"],
  [`${mac} ${chromium} Safari/537.36`, "Chrome 138.0.0", "Mac OS X >=10.15.7", "Mac/Apple/Mac"],
  [`${linux} ${chromium} Safari/537.36`, "Chrome 138.0.0", "Linux", "-"],
  [`${linux} AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36`, "HeadlessChrome 156.0.0", "Linux", "-"],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chromium} Safari/537.36`, "Chrome 138.0.0", "Chrome OS 14541.0.0", "-"],
  [`Mozilla/5.0 (Windows NT 6.1; Win64; x64) ${chromium} Safari/537.36`, "Chrome 138.0.0", "Windows 7", "-"],
  [`${android} ${chromium} Mobile Safari/537.36`, "Chrome Mobile 138.0.0", "Android 14", "Samsung SM-S918B/Samsung/SM-S918B"],
  [`Mozilla/5.0 (Linux; Android 14; Pixel 8 Pro) ${chromium} Mobile Safari/537.36`, "Chrome Mobile 138.0.0", "Android 14", "Pixel 8 Pro/Google/Pixel 8 Pro"],
  [`${reduced} ${chromium} Mobile Safari/537.36`, "Chrome Mobile 138.0.0", "Android 10", "K/Generic_Android/K"],
  [`${iPhone} ${webKit} CriOS/138.0.7204.53 Mobile/15E148 Safari/604.1`, "Chrome Mobile iOS 138.0.7204", "iOS 18.5", "iPhone/Apple/iPhone"],
  [
    "Mozilla/5.0 (Linux; Android 12; Redmi Note 9 Pro Build/SKQ1.211019.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36",
    "Chrome Mobile WebView 126.0.6478",
    "Android 12",
    "XiaoMi Redmi Note 9 Pro/XiaoMi/Redmi Note 9 Pro",
  ],
  [`${windows} ${chromium} Safari/537.36 Edg/138.0.3351.65`, "Edge 138.0.3351", "Windows >=10", "-"],
  [`${windows} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.102 Safari/537.36 Edge/18.19582`, "Edge 18.19582", "Windows >=10", "-"],
  [`${windows} ${chromium} Safari/537.36 OPR/119.0.0.0`, "Opera 119.0.0", "Windows >=10", "-"],
  [`${reduced} ${chromium} Mobile Safari/537.36 OPR/90.0.0.0`, "Opera Mobile 90.0.0", "Android 10", "K/Generic_Android/K"],
  ["Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18", "Opera 12.18", "Windows 7", "-"],
  [`${windows} ${chromium} Safari/537.36 Vivaldi/7.5.3735.47`, "Vivaldi 7.5.3735", "Windows >=10", "-"],
  [`${windows} ${chromium} YaBrowser/25.6.0.0 Safari/537.36`, "Yandex Browser 25.6.0", "Windows >=10", "-"],
  [
    "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/21.0 Chrome/110.0.5481.154 Mobile Safari/537.36",
    "Samsung Internet 21.0",
    "Android 13",
    "Samsung SM-A536B/Samsung/SM-A536B",
  ],
  [
    `${mac} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.6367.243 Electron/30.1.2 Safari/537.36`,
    "Electron 30.1.2",
    "Mac OS X >=10.15.7",
    "Mac/Apple/Mac",
  ],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140.0", "Windows >=10", "-"],
  ["Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128.0", "Ubuntu", "-"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140.0", "Mac OS X 10.15", "Mac/Apple/Mac"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox Mobile 140.0", "Android 15", "Generic Smartphone/Generic/Smartphone"],
  [`${iPhone} ${webKit} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`, "Firefox iOS 140.0", "iOS 18.5", "iPhone/Apple/iPhone"],
  [`${mac} ${webKit} Version/18.5 Safari/605.1.15`, "Safari 18.5", "Mac OS X >=10.15.7", "Mac/Apple/Mac"],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_6) ${webKit} Version/14.1.2 Safari/605.1.15`, "Safari 14.1.2", "Mac OS X 10.14.6", "Mac/Apple/Mac"],
  [`${iPhone} ${webKit} Version/18.5 Mobile/15E148 Safari/604.1`, "Mobile Safari 18.5", "iOS 18.5", "iPhone/Apple/iPhone"],
  [
    `Mozilla/5.0 (iPad; CPU OS 17_4_1 like Mac OS X) ${webKit} Version/17.4.1 Mobile/15E148 Safari/604.1`,
    "Mobile Safari 17.4.1",
    "iOS 17.4.1",
    "iPad/Apple/iPad",
  ],
  [`${iPhone} ${webKit} Mobile/15E148`, "Mobile Safari UI/WKWebView", "iOS 18.5", "iPhone/Apple/iPhone"],
  [`${iPhone} ${webKit} Mobile/20G75 [FBAN/FBIOS;FBAV/422.0.0.28.66;FBDV/iPhone14,5;FBSV/18.5]`, "Facebook 422.0.0", "iOS 18.5", "iPhone/Apple/iPhone14,5"],
  ["Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko", "IE 11.0", "Windows 7", "-"],
  ["Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)", "IE 9.0", "Windows 7", "-"],
  ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot 2.1", "-", "Spider/Spider/Desktop"],
  [
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
    "bingbot 2.0",
    "-",
    "Spider/Spider/Desktop",
  ],
  ["Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", "GPTBot 1.2", "-", "Spider/Spider/Desktop"],
  ["facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "FacebookBot 1.1", "-", "Spider/Spider/Desktop"],
  ["curl/8.7.1", "curl 8.7.1", "-", "-"],
  ["Wget/1.21.4", "Wget 1.21.4", "-", "-"],
  ["python-requests/2.32.3", "Python Requests 2.32", "-", "-"],
  ["Python/3.12 aiohttp/3.9.5", "Python aiohttp 3.9.5", "-", "-"],
  ["okhttp/4.12.0", "okhttp 4.12.0", "-", "-"],
  ["axios/1.7.2", "axios 1.7.2", "-", "-"],
  ["Go-http-client/1.1", "Go-http-client 1.1", "-", "-"],
  ["Dalvik/2.1.0 (Linux; U; Android 13; SM-G991B Build/TP1A.220624.014)", "Android 13", "Android 13", "Samsung SM-G991B/Samsung/SM-G991B"],
  ["Mozilla/5.0 (X11; Linux x86_64) ShopClient/1.0", "-", "Linux", "-"],
  ["node", "-", "-", "-"],
  ["", "-", "-", "-"],
])("%s", ([text, expectedBrowser, expectedOs, expectedDevice]) => {
  const { browser, os, device } = parseUserAgent(text);
  const named = (product: typeof browser): string =>
    product === undefined ? "-" : [product.name, ...(product.version === undefined ? [] : [product.version])].join(" ");
  expect([named(browser), named(os), device === undefined ? "-" : `${device.family}/${device.brand}/${device.model}`]).toEqual([
    expectedBrowser,
    expectedOs,
    expectedDevice,
  ]);
});

const rules = [browserRules, osRules, deviceRules].flatMap(readRules);
const words = [...new Set(rules.flatMap(({ texts }) => texts))];
/** What the rules are after, in every order, with long runs of what their repetitions take. */
const hostile = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...words) },
      fc.constantFrom("/1.2.3", "; ", " Build/", ")", " ", "A", "aaaaaaaaaaaa", "0000", "[FB", "-"),
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join("").slice(0, 512));

test("the texts by which rules are skipped skip none that matches", () => {
  const compiled = rules.map(({ texts, regex, flags }) => ({ texts, flags, expression: new RegExp(regex, flags) }));
  fc.assert(
    fc.property(hostile, (text) => {
      const lowercase = text.toLowerCase();
      for (const { texts, flags, expression } of compiled) {
        if (texts.length === 0 || texts.some((part) => (flags === "i" ? lowercase : text).includes(part))) continue;
        expect(expression.test(text), `${expression} in ${text}`).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test("any text is answered, with text that is not empty, and the same each time", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 600 })), (text) => {
      const { browser, os, device } = parseUserAgent(text);
      for (const value of Object.values({ ...browser, ...os, ...device })) expect(value).not.toBe("");
      expect(parseUserAgent(text)).toEqual({ ...(browser && { browser }), ...(os && { os }), ...(device && { device }) });
    }),
    { numRuns: 100 },
  );
});

test("what comes after 512 characters is not looked at", () => {
  expect(parseUserAgent(`${"x".repeat(510)} curl/8.7.1`)).toEqual({});
  expect(parseUserAgent(`curl/8.7.1${" ".repeat(100_000)}`).browser).toEqual({ name: "curl", version: "8.7.1" });
});

test("answers are the same after more user agents than are remembered", () => {
  const first = parseUserAgent("curl/1.0.0");
  for (let n = 0; n < 2100; n++) parseUserAgent(`curl/2.0.${n}`);
  expect(parseUserAgent("curl/1.0.0")).toEqual(first);
  expect(parseUserAgent("curl/2.0.5").browser).toEqual({ name: "curl", version: "2.0.5" });
});
