import type { EventField, ReleasePart } from "./model.ts";
import { stackPlaces, type StackMember } from "./stack-member.ts";

/** What a key of the search language means for an event. Any word that is not here is a tag. */
export type EventKey =
  | { readonly kind: "field"; readonly field: EventField }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "handled"; readonly whenTrue: boolean }
  | { readonly kind: "stack"; readonly member: StackMember }
  | { readonly kind: "mainThread" }
  | { readonly kind: "release"; readonly part: ReleasePart }
  | { readonly kind: "timestamp" }
  /** Known to the language, but events are not stored so that it could be looked up. */
  | { readonly kind: "unsearchable" };

const field = (name: EventField): EventKey => ({ kind: "field", field: name });
const tag = (name: string): EventKey => ({ kind: "tag", tag: name });
const timestamp: EventKey = { kind: "timestamp" };
const unsearchable: EventKey = { kind: "unsearchable" };

const keys = new Map<string, EventKey>([
  ["id", field("id")],
  ["event.type", field("type")],
  ["level", field("level")],
  ["platform", field("platform")],
  ["platform.name", field("platform")],
  ["title", field("title")],
  ["message", field("message")],
  ["culprit", field("culprit")],
  ["location", field("location")],
  ["logger", field("logger")],
  ["environment", field("environment")],
  ["release", field("release")],
  ["dist", field("dist")],
  ["transaction", field("transaction")],
  ["trace", field("trace")],
  ["trace.span", field("span")],
  ["sdk.name", field("sdk.name")],
  ["user", field("user")],
  ["user.id", field("user.id")],
  ["user.email", field("user.email")],
  ["user.username", field("user.username")],
  ["user.ip", field("user.ip")],
  ["geo.country_code", field("geo.country_code")],
  ["geo.city", field("geo.city")],
  ["geo.region", field("geo.region")],
  ["geo.subdivision", field("geo.subdivision")],
  ["error.type", field("error.type")],
  ["error.value", field("error.value")],
  ["error.mechanism", tag("mechanism")],
  ["error.handled", { kind: "handled", whenTrue: true }],
  ["error.unhandled", { kind: "handled", whenTrue: false }],
  ["http.url", tag("url")],
  ["timestamp", timestamp],
  ["event.timestamp", timestamp],
  ["date", timestamp],
  ["time", timestamp],
  ["transaction.duration", unsearchable],
  ["error.main_thread", { kind: "mainThread" }],
  ...stackPlaces.map((member): [string, EventKey] => [`stack.${member}`, { kind: "stack", member }]),
  ["release.version", { kind: "release", part: "version" }],
  ["release.build", { kind: "release", part: "build" }],
  ["release.package", { kind: "release", part: "package" }],
  // How far a release has spread is not kept.
  ["release.stage", unsearchable],
  // Of issues, not of events; refused rather than looked for among tags, where they would find nothing.
  ["is", unsearchable],
  ["assigned", unsearchable],
  ["bookmarks", unsearchable],
  ["issue", unsearchable],
  ["issue.id", unsearchable],
  ["project", unsearchable],
  ["project.id", unsearchable],
]);

const unsearchablePrefixes = ["stack.", "geo.", "measurements."];

export function eventKey(name: string): EventKey {
  return keys.get(name) ?? (unsearchablePrefixes.some((prefix) => name.startsWith(prefix)) ? unsearchable : tag(name));
}
