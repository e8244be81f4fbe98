import type { EventField, EventFilter, TextMatch } from "../query/model.ts";
import { column, type Expression, type TableCondition } from "../query/table-query.ts";
import type { Identity } from "../stores/state/jobs.ts";
import { columnsOf, type DatasetName } from "../stores/telemetry/datasets.ts";

/** How a mark of a person stands in what is stored. */
interface Mark {
  /** Before the value of the `user` tag; null where it is none. */
  readonly tag: string | null;
  readonly eventFields: readonly EventField[];
  /** Of spans, logs, metrics and replays, by clients of any age. */
  readonly attributes: readonly string[];
}

const marks: Readonly<Record<keyof Identity, Mark>> = {
  id: { tag: "id", eventFields: ["user.id"], attributes: ["user.id", "sentry.user.id", "enduser.id"] },
  email: { tag: "email", eventFields: ["user.email", "contact.email"], attributes: ["user.email", "sentry.user.email"] },
  username: { tag: "username", eventFields: ["user.username"], attributes: ["user.username", "user.name", "sentry.user.username", "sentry.user.name"] },
  ip: { tag: "ip", eventFields: ["user.ip"], attributes: ["user.ip", "user.ip_address", "sentry.user.ip", "client.address"] },
  did: { tag: null, eventFields: [], attributes: [] },
};

/** The columns of a dataset in which attributes name a person. */
const attributeColumns: readonly string[] = ["attributes", "facts", "user"];

function givenMarks(identity: Identity): readonly (Mark & { readonly match: TextMatch; readonly value: string })[] {
  return Object.entries(identity).flatMap(([name, value]) => {
    if (value === undefined || !isMark(name)) return [];
    // Nobody types the case of an address as an SDK sent it; one part without a wildcard is the same text in any case.
    const match: TextMatch = name === "email" ? { kind: "wildcard", parts: [value] } : { kind: "exact", value };
    return [{ ...marks[name], match, value }];
  });
}

function isMark(name: string): name is keyof Identity {
  return Object.hasOwn(marks, name);
}

/** Events that carry one of the marks. */
export function eventsOf(identity: Identity): EventFilter {
  const branches: (readonly EventFilter[])[] = [];
  for (const { tag, eventFields, match, value } of givenMarks(identity)) {
    for (const field of eventFields) branches.push([{ kind: "field", field, anyOf: [match], negated: false }]);
    if (tag !== null) branches.push([{ kind: "field", field: "user", anyOf: [{ kind: "exact", value: `${tag}:${value}` }], negated: false }]);
  }
  return { kind: "either", branches, negated: false };
}

/** Rows of a dataset that carry one of the marks; undefined where the dataset names nobody. */
export function rowsOf(dataset: DatasetName, identity: Identity): TableCondition | undefined {
  const columns = new Set(columnsOf(dataset).map(([name]) => name));
  const found = attributeColumns.filter((name) => columns.has(name));
  const of: TableCondition[] = [];
  for (const { tag, attributes, match, value } of givenMarks(identity)) {
    if (tag !== null && columns.has("userTag")) of.push(text(column("userTag"), tagged(tag, match)));
    for (const name of found)
      for (const attribute of attributes) of.push(text({ kind: "attribute", column: name, name: attribute, type: "text" }, match, value));
  }
  return of.length === 0 ? undefined : { kind: "any", of };
}

function text(of: Expression, match: TextMatch, value?: string): TableCondition {
  // An id may be a number to the client; `oneOf` takes both for the same.
  return match.kind === "exact" && value !== undefined ? { kind: "oneOf", of, values: [value] } : { kind: "text", of, anyOf: [match] };
}

function tagged(tag: string, match: TextMatch): TextMatch {
  return match.kind === "exact" ? { kind: "exact", value: `${tag}:${match.value}` } : { kind: "wildcard", parts: [`${tag}:${match.parts[0] ?? ""}`] };
}

/** How the person is counted where there are no rows: by the `user` tag, and by what sessions take for their user. */
export function countedAs(identity: Identity): { readonly tags: readonly string[]; readonly dids: readonly string[] } {
  const given = givenMarks(identity);
  return { tags: given.flatMap(({ tag, value }) => (tag === null ? [] : [`${tag}:${value}`])), dids: given.map(({ value }) => value) };
}

/** Whether a request that could not be stored names the person, whatever it holds: its parts cannot be told apart any more. */
export function isNamedIn(body: Uint8Array, identity: Identity): boolean {
  const sent = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  return Object.entries(identity).some(([name, value]) => {
    if (value === undefined) return false;
    const quoted = JSON.stringify(value).slice(1, -1);
    if (name === "email" || name === "ip") return sent.toLowerCase().includes(quoted.toLowerCase());
    // Short ids are everywhere, so the member's name counts, too.
    const literal = quoted.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return new RegExp(String.raw`"(?:id|did|username|name|user\.\w+)"\s*:\s*(?:\{[^{}]*"value"\s*:\s*)?"?${literal}"?\s*[,}]`, "u").test(sent);
  });
}
