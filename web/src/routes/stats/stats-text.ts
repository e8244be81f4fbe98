import { byteText, fullNumber } from "../../ui/number-text.ts";

const words: Readonly<Record<string, string>> = {
  error: "Errors",
  default: "Messages",
  security: "Security reports",
  transaction: "Transactions",
  span: "Spans",
  attachment: "Attachments",
  session: "Sessions",
  replay: "Replays",
  monitor: "Check-ins",
  feedback: "Feedback",
  log_item: "Logs",
  log_byte: "Log bytes",
  trace_metric: "Metrics",
  trace_metric_byte: "Metric bytes",
  internal: "SDK reports",
  profile: "Profiles",
  profile_chunk: "Profile chunks",
  profile_chunk_ui: "Profile chunks of pages and apps",
  metric_bucket: "Metric buckets",
  unknown: "Unknown items",
};

/** The word for a category; one that is newer than these pages shows by its own name. */
export function categoryText(category: string): string {
  const word = words[category] ?? category.replaceAll("_", " ");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Files and their like are counted by bytes. */
export function amountText(category: string, quantity: number): string {
  return category === "attachment" || category.endsWith("_byte") ? byteText(quantity) : fullNumber(quantity);
}

/** As wide a bucket as shows the period in about sixty bars. */
export function intervalOf(statsPeriod: string): string {
  const [, count = "14", unit = "d"] = /^(\d+)([smhdw])$/u.exec(statsPeriod) ?? [];
  const hours = (Number(count) * ({ s: 1 / 3600, m: 1 / 60, h: 1, d: 24, w: 168 }[unit] ?? 24)) / 60;
  const step = [1, 3, 6, 12, 24].find((each) => each >= hours) ?? 48;
  return `${step}h`;
}
