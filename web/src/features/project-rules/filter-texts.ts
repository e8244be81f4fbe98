/** What the switches of the API are called on the page. */
export const filterTexts: readonly { readonly id: string; readonly name: string; readonly text: string }[] = [
  { id: "browser-extensions", name: "Browser extensions", text: "Errors known to come from what people have installed in their browsers." },
  { id: "localhost", name: "Local development", text: "What happens on localhost, 127.0.0.1 and ::1." },
  { id: "web-crawlers", name: "Web crawlers", text: "What search engines, previews and monitors run into." },
  { id: "filtered-transaction", name: "Health checks", text: "Transactions such as /healthz, /ready, /ping and heartbeats." },
  { id: "react-hydration-errors", name: "Hydration errors", text: "React's complaints that a page differs from what the server made, mostly by extensions." },
  { id: "chunk-load-error", name: "Missing chunks", text: "ChunkLoadError: parts of a program that a new deployment took away." },
];

/** The usual choices among old browsers; a client may have chosen others. */
export const browsers: readonly { readonly id: string; readonly name: string }[] = [
  { id: "ie", name: "Internet Explorer to 11" },
  { id: "edge", name: "Edge to 18" },
  { id: "safari", name: "Safari to 11" },
  { id: "firefox", name: "Firefox to 66" },
  { id: "chrome", name: "Chrome to 62" },
  { id: "opera", name: "Opera to 50" },
  { id: "opera_mini", name: "Opera Mini to 34" },
  { id: "android", name: "Android to 3" },
];

/** Members of the project's options, each a text with a line for each pattern. */
export const patternTexts: readonly { readonly option: string; readonly name: string; readonly hint: string; readonly example: string }[] = [
  {
    option: "filters:error_messages",
    name: "Error messages, one a line",
    hint: "The whole message, or type: value of an exception, in any case; * stands for anything.",
    example: "*ResizeObserver loop*\nTypeError: Load failed",
  },
  { option: "filters:releases", name: "Releases, one a line", hint: "* stands for anything.", example: "shop@1.*" },
  {
    option: "filters:blacklisted_ips",
    name: "IP addresses, one a line",
    hint: "Of the user and of the sender; ranges as 203.0.113.0/24.",
    example: "203.0.113.0/24",
  },
  {
    option: "sentry:csp_ignored_sources",
    name: "Sources of policy violations, one a line",
    hint: "Browser extensions and the like are left out without being named.",
    example: "https://*.example.com",
  },
];
