import { hash } from "node:crypto";
import { splitUrl } from "./url.ts";

/** What of a span its hash is made of. */
export interface HashedSpan {
  readonly op: string;
  readonly description: string;
  /** As the SDK sent it; may contain `{{ default }}`. */
  readonly fingerprint?: readonly string[] | undefined;
}

/** First half of an MD5 (`grouping.md` §11): 16 lowercase hex. */
export function spanHash(span: HashedSpan): string {
  return hashOf(spanIdentity(span));
}

/** Of the transaction itself. */
export function rootHash(transaction: string): string {
  return hashOf([transaction]);
}

/** The texts that the hash is made of: comparing them costs a tenth of the hash. */
function spanIdentity({ op, description, fingerprint }: HashedSpan): readonly string[] {
  const own = ownIdentity(op, description);
  if (fingerprint === undefined || fingerprint.length === 0) return own;
  return fingerprint.flatMap((entry) => (placeholder.test(entry) ? own : [entry]));
}

/** Equal for spans with equal hashes. */
export function identityKey(span: HashedSpan): string {
  return span.fingerprint === undefined && isDb(span.op) ? collapseIn(span.description) : spanIdentity(span).join("");
}

/** Whether two queries have equal hashes. Most differ early: that is all that is looked at, then. */
export function isSameQuery(a: HashedSpan, b: HashedSpan): boolean {
  if (a.fingerprint !== undefined || b.fingerprint !== undefined) return identityKey(a) === identityKey(b);
  const [one, other] = [a.description, b.description];
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  let same = 0;
  while (same < shorter && one.charCodeAt(same) === other.charCodeAt(same)) same++;
  const open = one.lastIndexOf("(", same);
  return open >= 0 && /\bin\s*$/i.test(one.slice(Math.max(open - 8, 0), open)) && collapseIn(one) === collapseIn(other);
}

const placeholder = /^\{\{\s*default\s*\}\}$/;

function ownIdentity(op: string, description: string): readonly string[] {
  if (isRedis(op)) return [description.trimStart().split(/\s/, 1)[0] ?? ""];
  if (isDb(op)) return [collapseIn(description)];
  if (op === "http.client" || op === "http") return requestIdentity(description);
  return [description];
}

export function isDb(op: string): boolean {
  return (op === "db" || op.startsWith("db.")) && !isRedis(op);
}

/** Stores of keys and values, which are asked often and answer quickly: no queries. */
function isRedis(op: string): boolean {
  return op === "redis" || op.startsWith("db.redis") || op.startsWith("redis.");
}

/** Lists of parameters of any length are one query. */
const inList = /\bIN\s*\(\s*(?:%s|\?|\$\d+|[:@]\w+)(?:\s*,\s*(?:%s|\?|\$\d+|[:@]\w+))*\s*\)/gi;

function collapseIn(description: string): string {
  return description.includes("IN (") || description.includes("in (") || description.includes("IN(") || description.includes("in(")
    ? description.replaceAll(inList, "IN (%s)")
    : description;
}

const request = /^([A-Z]{3,10})\s+(\S.*)$/;

function requestIdentity(description: string): readonly string[] {
  const [, method, url] = request.exec(description) ?? [];
  if (method === undefined || url === undefined) return [description];
  const { scheme, host, path } = splitUrl(url);
  return [method, scheme, host, path];
}

function hashOf(values: readonly string[]): string {
  return hash("md5", values.join("").toWellFormed(), "hex").slice(0, 16);
}
