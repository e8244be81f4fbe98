export const periods: readonly { readonly value: string; readonly label: string }[] = [
  { value: "1h", label: "Last hour" },
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "14d", label: "Last 14 days" },
  { value: "30d", label: "Last 30 days" },
  { value: "90d", label: "Last 90 days" },
];

const unitNames: Readonly<Record<string, string>> = { s: "seconds", m: "minutes", h: "hours", d: "days", w: "weeks" };

export function periodLabel(value: string): string {
  const known = periods.find((period) => period.value === value);
  if (known !== undefined) return known.label;
  return `Last ${value.slice(0, -1)} ${unitNames[value.slice(-1)] ?? ""}`;
}
