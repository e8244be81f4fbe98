import type { MakeFilter } from "./filter-reason.ts";

const crawlers = new RegExp(
  [
    "Mediapartners-Google|AdsBot-Google|Googlebot|FeedFetcher-Google|BingBot|BingPreview|Baiduspider|Slurp|Sogou|facebook|ia_archiver",
    String.raw`bots?[/\s);]|spider[/\s);]`,
    "Slack|Calypso AppCrawler|pingdom|lyticsbot|AWS Security Scanner|HubSpot Crawler|Bytespider|Better Uptime",
  ].join("|"),
  "i",
);
/** Fetches pages for people who post links, with their own eyes in front of it. */
const welcome = /Slackbot\s1\.\d+/i;

/** What search engines and monitors run into. */
export const webCrawlers: MakeFilter = ({ webCrawlers: active }) =>
  active ? ({ userAgent }) => userAgent !== undefined && crawlers.test(userAgent) && !welcome.test(userAgent) : undefined;
