import type { Quota } from "@vedette/api-client";

/** The categories that people limit; a client may have limited others. */
export const quotaCategories: readonly { readonly id: string; readonly name: string }[] = [
  { id: "", name: "items of any kind" },
  { id: "error", name: "errors" },
  { id: "transaction", name: "transactions" },
  { id: "span", name: "spans" },
  { id: "log_item", name: "logs" },
  { id: "log_byte", name: "bytes of logs" },
  { id: "attachment", name: "bytes of attachments" },
  { id: "session", name: "sessions" },
  { id: "replay", name: "replay items" },
  { id: "profile_chunk", name: "profile chunks" },
  { id: "monitor", name: "check-ins" },
  { id: "feedback", name: "feedback" },
];

export const quotaWindows: readonly { readonly seconds: number; readonly name: string }[] = [
  { seconds: 60, name: "a minute" },
  { seconds: 3600, name: "an hour" },
  { seconds: 86_400, name: "a day" },
  { seconds: 2_592_000, name: "30 days" },
];

function categoryName(id: string): string {
  return quotaCategories.find((category) => category.id === id)?.name ?? id;
}

export function windowName(seconds: number): string {
  return quotaWindows.find((window) => window.seconds === seconds)?.name ?? `${seconds} seconds`;
}

/** `10,000 errors in an hour`. */
export function quotaText({ categories, limit, window }: Quota): string {
  const what = categories.length === 0 ? categoryName("") : categories.map(categoryName).join(", ");
  return limit === 0 ? `No ${what}` : `${limit.toLocaleString("en")} ${what} in ${windowName(window)}`;
}
