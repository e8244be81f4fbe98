import type { DataCategory } from "@vedette/protocol";
import { readIngestSettings, type IngestSettings } from "../processing/attributes/inferred.ts";
import { isArray, type Json } from "../processing/json/json.ts";
import type { TableDraft } from "../stores/telemetry/datasets.ts";
import { decodeObject } from "./decode-object.ts";
import type { Fate, IncomingItem, Rejected } from "./define-item.ts";
import { jsonText } from "../processing/json/json-text.ts";

/** The frame that logs, spans and metrics share (`protocol.md` §8.15). */
export interface Container {
  readonly entries: readonly Json[];
  readonly settings: IngestSettings;
}

/** More than any SDK sends at once; twelve megabytes of empty objects would be millions. */
const maxEntries = 20_000;
/** Beyond, invalid entries share an outcome. */
const maxOwnOutcomes = 50;

export function decodeContainer(item: IncomingItem, contentType: string, category: DataCategory): { readonly value: Container } | Rejected {
  const invalid = (detail: string, quantity: number, reason = "payload"): Rejected => ({
    kind: "rejected",
    outcome: "invalid",
    reason,
    detail,
    category,
    quantity,
  });
  const announced = item.headers["item_count"];
  const expected = typeof announced === "number" && Number.isSafeInteger(announced) && announced > 0 ? announced : 1;
  if (mediaType(item.headers["content_type"]) !== contentType)
    return invalid(`The content type of a container of type ${item.type} is ${contentType}.`, expected, "content_type");
  const decoded = decodeObject(item);
  if ("kind" in decoded) return { ...decoded, category, quantity: expected };
  const entries = decoded.value["items"];
  if (!isArray(entries)) return invalid("items must be a list.", expected);
  if (announced !== entries.length)
    return invalid(
      `item_count says ${announced === undefined ? "nothing" : jsonText(announced).slice(0, 64)}, but there are ${entries.length} items.`,
      Math.max(entries.length, 1),
    );
  return { value: { entries, settings: readIngestSettings(decoded.value["version"], decoded.value["ingest_settings"]) } };
}

/** Compared without case and parameters. */
export function mediaType(value: unknown): string {
  return typeof value === "string" ? (value.split(";", 1)[0] ?? "").trim().toLowerCase() : "";
}

/** What became of an entry: a row with the bytes that it counts for, or what is wrong with it. */
export type EntryResult = { readonly draft: TableDraft; readonly bytes: number } | { readonly problem: string } | { readonly filtered: Rejected };

export interface ContainerKind {
  readonly category: DataCategory;
  /** Counts bytes. */
  readonly byteCategory: DataCategory | null;
  /** Reason of an outcome for an invalid entry. */
  readonly invalid: string;
  readonly plural: string;
}

/** One fate for each entry: what is wrong with one keeps no other from being stored. */
export function settleEntries<T>(entries: readonly T[], kind: ContainerKind, read: (entry: T, index: number) => EntryResult): Fate {
  const rows: TableDraft[] = [];
  const rejections = new Rejections(kind);
  let bytes = 0;
  for (const [index, entry] of entries.slice(0, maxEntries).entries()) {
    const result = read(entry, index);
    if ("problem" in result) rejections.invalid(`items.${index}: ${result.problem}.`);
    else if ("filtered" in result) rejections.filtered(result.filtered);
    else {
      rows.push(result.draft);
      bytes += result.bytes;
    }
  }
  const rest = entries.length - maxEntries;
  if (rest > 0) rejections.invalid(`The container holds more than ${maxEntries} items.`, rest);
  const rejected = rejections.finish();
  if (rows.length === 0 && rejected.length > 0) return { kind: "several", fates: rejected };
  const stored: Fate = {
    kind: "rows",
    rows,
    accepted: [
      { category: kind.category, quantity: rows.length, detail: `${rows.length} ${kind.plural} stored.` },
      ...(kind.byteCategory === null ? [] : [{ category: kind.byteCategory, quantity: Math.max(bytes, 1), detail: null }]),
    ],
  };
  return rejected.length === 0 ? stored : { kind: "several", fates: [stored, ...rejected] };
}

class Rejections {
  readonly #kind: ContainerKind;
  readonly #own: Rejected[] = [];
  /** By outcome and reason. */
  readonly #shared = new Map<string, Rejected & { readonly quantity: number }>();

  constructor(kind: ContainerKind) {
    this.#kind = kind;
  }

  invalid(detail: string, quantity = 1): void {
    const { category, invalid: reason } = this.#kind;
    const rejected = { kind: "rejected", outcome: "invalid", reason, detail, category, quantity } as const;
    if (this.#own.length < maxOwnOutcomes) this.#own.push(rejected);
    else this.#share({ ...rejected, detail: "More items of the same container." });
  }

  filtered(rejected: Rejected): void {
    this.#share({ ...rejected, category: this.#kind.category, quantity: 1 });
  }

  #share(rejected: Rejected & { readonly quantity: number }): void {
    const key = `${rejected.outcome} ${rejected.reason}`;
    this.#shared.set(key, { ...rejected, quantity: rejected.quantity + (this.#shared.get(key)?.quantity ?? 0) });
  }

  finish(): readonly Rejected[] {
    return [...this.#own, ...this.#shared.values()];
  }
}
