import { formatRateLimits, type DataCategory, type RateLimit } from "@vedette/protocol";
import type { Clock } from "../platform/clock.ts";
import type { Quota } from "../project-settings/options.ts";
import type { QuotaCounter } from "../stores/state/model.ts";
import type { KeyAccess } from "./key-cache.ts";
import type { CountedItem, Refusal } from "./refusal.ts";

/** What a key's rate limit is about, as in Sentry: errors, not the rest of what an SDK sends. */
const keyCategories: readonly DataCategory[] = ["default", "error", "security"];

/** Categories that measure the items of another one. */
const measured: Readonly<Record<string, { readonly of: DataCategory; readonly by: "items" | "bytes" }>> = {
  attachment: { of: "attachment", by: "bytes" },
  attachment_item: { of: "attachment", by: "items" },
  log_byte: { of: "log_item", by: "bytes" },
  trace_metric_byte: { of: "trace_metric", by: "bytes" },
};

/** Names under which SDKs look for the category, too (`protocol.md` §11.2). */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  trace_metric: ["metric"],
  trace_metric_byte: ["trace_metric", "metric"],
  log_byte: ["log_item"],
  attachment_item: ["attachment"],
  profile_chunk: ["profile"],
  profile_chunk_ui: ["profile"],
};

/** Reports of what was dropped are no load, and nobody would learn of it without them. */
const unlimited: ReadonlySet<DataCategory> = new Set(["internal", "unknown"]);

interface ActiveQuota extends Quota {
  readonly scope: "organization" | "project" | "key";
  /** Of its counter: the same for all who share it. */
  readonly counter: string;
  /** Seconds by which its windows are moved, so that not all of them start anew at once. */
  readonly shift: number;
}

interface Window {
  readonly number: number;
  /** Epoch seconds. */
  readonly endsAt: number;
  count: number;
}

/** Items that find no room in a quota. */
export interface Limited {
  readonly categories: ReadonlySet<DataCategory>;
  readonly refusal: Refusal;
}

/** So long SDKs wait when there is never room. */
const rejectAllSeconds = 60;
const maxWindows = 20_000;

/** Counts what keys, projects and organizations send, in windows of fixed length (`protocol.md` §11.4). */
export class Quotas {
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();
  readonly #active = new WeakMap<KeyAccess, readonly ActiveQuota[]>();
  /** Counters of which a change was not saved. */
  readonly #changed = new Set<string>();

  /** `saved`: what was counted before the server was started again. */
  constructor(clock: Clock, saved: readonly QuotaCounter[] = []) {
    this.#clock = clock;
    for (const { counter, number, endsAt, count } of saved) this.#windows.set(counter, { number, endsAt, count });
  }

  /** What changed since the last time. */
  unsaved(): readonly QuotaCounter[] {
    const changed = [...this.#changed].flatMap((counter) => {
      const window = this.#windows.get(counter);
      return window === undefined ? [] : [{ counter, number: window.number, endsAt: window.endsAt, count: window.count }];
    });
    this.#changed.clear();
    return changed;
  }

  /** Counts the items; those for which there is no room are not counted, and answered. */
  take(access: KeyAccess, items: readonly CountedItem[]): Limited | undefined {
    let quotas = this.#active.get(access);
    if (quotas === undefined) this.#active.set(access, (quotas = activeQuotas(access)));
    return quotas.length === 0 ? undefined : this.#count(quotas, items);
  }

  #count(quotas: readonly ActiveQuota[], items: readonly CountedItem[]): Limited | undefined {
    const seconds = this.#clock.now() / 1000;
    const exceeded = new Map<ActiveQuota, number>();
    const categories = new Set<DataCategory>();
    for (const [category, own] of Map.groupBy(items, (item) => item.category)) {
      if (unlimited.has(category)) continue;
      const charges = quotas.map((quota) => ({ quota, amount: amountOf(quota, category, own) })).filter(({ amount }) => amount > 0);
      const full = charges.filter(({ quota, amount }) => quota.limit === 0 || this.#window(quota, seconds).count + amount > quota.limit);
      if (full.length === 0)
        for (const { quota, amount } of charges) {
          this.#window(quota, seconds).count += amount;
          this.#changed.add(quota.counter);
        }
      else categories.add(category);
      for (const { quota } of full) exceeded.set(quota, quota.limit === 0 ? rejectAllSeconds : Math.ceil(this.#window(quota, seconds).endsAt - seconds));
    }
    return exceeded.size === 0 ? undefined : { categories, refusal: refusalOf(exceeded) };
  }

  #window(quota: ActiveQuota, seconds: number): Window {
    const number = Math.floor((seconds - quota.shift) / quota.windowSeconds);
    const known = this.#windows.get(quota.counter);
    if (known?.number === number) return known;
    if (known === undefined && this.#windows.size >= maxWindows) this.#forgetEnded(seconds);
    const window = { number, endsAt: (number + 1) * quota.windowSeconds + quota.shift, count: 0 };
    this.#windows.set(quota.counter, window);
    return window;
  }

  #forgetEnded(seconds: number): void {
    for (const [counter, { endsAt }] of this.#windows) if (endsAt <= seconds) this.#windows.delete(counter);
  }
}

function activeQuotas({ key, projectId, organizationId = 0, quotas }: KeyAccess): readonly ActiveQuota[] {
  const named = (scope: ActiveQuota["scope"], id: number, list: readonly Quota[] = []): readonly ActiveQuota[] =>
    list.map((quota) => ({ ...quota, scope, counter: `${scope} ${id} ${quota.id}`, shift: organizationId % quota.windowSeconds }));
  const { rateLimit } = key;
  const own: readonly ActiveQuota[] =
    rateLimit === null
      ? []
      : [
          {
            id: "key",
            categories: keyCategories,
            limit: rateLimit.count,
            windowSeconds: rateLimit.window,
            reasonCode: "key_quota",
            scope: "key",
            counter: `key ${key.id}`,
            // Without a shift: the moment is told on the key's page.
            shift: 0,
          },
        ];
  return [...own, ...named("project", projectId, quotas?.project), ...named("organization", organizationId, quotas?.organization)];
}

/** What items of one category count for in a quota, in the unit of the quota; 0 when it is not about them. */
function amountOf({ categories }: Quota, category: DataCategory, items: readonly CountedItem[]): number {
  if (categories.length === 0) return category === "attachment" ? items.length : sum(items, ({ quantity }) => quantity);
  let most = 0;
  for (const name of categories) {
    const measure = Object.hasOwn(measured, name) ? measured[name] : undefined;
    if ((measure?.of ?? name) !== category) continue;
    if (measure === undefined)
      most = Math.max(
        most,
        sum(items, ({ quantity }) => quantity),
      );
    else most = Math.max(most, measure.by === "items" ? items.length : sum(items, ({ bytes = 0, quantity }) => (category === "attachment" ? quantity : bytes)));
  }
  return most;
}

function sum(items: readonly CountedItem[], of: (item: CountedItem) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** Each category once, with the longest time: some SDKs go by the last entry that names it. */
function refusalOf(exceeded: ReadonlyMap<ActiveQuota, number>): Refusal {
  const longestFirst = [...exceeded].toSorted(([, a], [, b]) => b - a);
  const named = new Set<string>();
  const limits: RateLimit[] = [];
  for (const [{ categories, scope, reasonCode }, retryAfter] of longestFirst) {
    const all = [...new Set(categories.flatMap((name) => [name, ...(otherNames[name] ?? [])]))].filter((name) => !named.has(name));
    if (categories.length > 0 && all.length === 0) continue;
    for (const name of all) named.add(name);
    limits.push({ retryAfter, categories: all, scope, ...(reasonCode !== null && { reasonCode }) });
  }
  const [[first, longest]] = [longestFirst[0] ?? [undefined, rejectAllSeconds]];
  return {
    status: 429,
    detail: first === undefined ? "there is no room in a quota" : describe(first),
    retryAfterSeconds: longest,
    rateLimits: formatRateLimits(limits),
    outcome: "rate_limited",
    reason: first?.reasonCode ?? "generic",
  };
}

function describe({ scope, categories, limit, windowSeconds }: ActiveQuota): string {
  if (scope === "key") return `this key accepts ${limit} events in ${windowSeconds} seconds`;
  const what = categories.length === 0 ? "items of any kind" : `of ${categories.join(", ")}`;
  return limit === 0 ? `this ${scope} accepts nothing ${what}` : `this ${scope} accepts ${limit} ${what} in ${windowSeconds} seconds`;
}
