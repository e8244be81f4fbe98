/**
 * The one typed query model. The search grammar parses into it, REST handlers build it, each store adapter compiles it.
 */

import type { StackMember } from "./stack-member.ts";

/** Half open: `from <= t < to`, epoch milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export type Comparison = "=" | ">" | ">=" | "<" | "<=";

interface Negatable {
  readonly negated: boolean;
}

/** Matches text: exact, or with `*` wildcards (already unescaped into parts: text between wildcards). Case-insensitive when it has wildcards. */
export type TextMatch = { readonly kind: "exact"; readonly value: string } | { readonly kind: "wildcard"; readonly parts: readonly string[] };

/** Columns of an event row that can be filtered on; any other word is a tag. */
export type EventField =
  | "id"
  | "type"
  | "level"
  | "platform"
  | "title"
  | "message"
  | "culprit"
  | "location"
  | "logger"
  | "environment"
  | "release"
  | "dist"
  | "transaction"
  | "trace"
  | "span"
  | "sdk.name"
  | "user"
  | "user.id"
  | "user.email"
  | "user.username"
  | "user.ip"
  | "geo.country_code"
  | "geo.city"
  | "geo.region"
  | "geo.subdivision"
  /** Whom to answer to feedback. */
  | "contact.email"
  | "error.type"
  | "error.value";

export type StackTest = { readonly anyOf: readonly TextMatch[] } | { readonly op: Comparison; readonly value: number } | "present";

/** Parts of `package@1.2.3-beta+build`. */
export type ReleasePart = "version" | "build" | "package";
/** `than`: a semantic version, or the number of a build. */
export type ReleaseTest = { readonly anyOf: readonly TextMatch[] } | { readonly op: Exclude<Comparison, "=">; readonly than: string } | "present";

/** One condition on an event; a list of them is ANDed. A negated condition also holds where the field or tag is absent. */
export type EventFilter = Negatable &
  (
    | { readonly kind: "field"; readonly field: EventField; readonly anyOf: readonly TextMatch[] }
    | { readonly kind: "tag"; readonly key: string; readonly anyOf: readonly TextMatch[] }
    | { readonly kind: "hasField"; readonly field: EventField }
    | { readonly kind: "hasTag"; readonly key: string }
    | { readonly kind: "handled"; readonly value: boolean }
    /** True when it holds for at least one frame; `present`: one has it. */
    | { readonly kind: "stack"; readonly member: StackMember; readonly test: StackTest }
    | { readonly kind: "mainThread"; readonly value: boolean }
    | { readonly kind: "release"; readonly part: ReleasePart; readonly test: ReleaseTest }
    | { readonly kind: "timestamp"; readonly op: Comparison; readonly value: number }
    | { readonly kind: "text"; readonly value: string }
    /** True when all conditions of at least one branch hold (`a:1 OR b:2`). */
    | { readonly kind: "either"; readonly branches: readonly (readonly EventFilter[])[] }
  );

/** Frames and parts of the release, which only rows of events are asked for. */
export type EventOnlyFilter = Extract<EventFilter, { readonly kind: "stack" | "mainThread" | "release" }>;

export type IssueStatus = "unresolved" | "resolved" | "ignored";
export type IssueSubstatus = "new" | "ongoing" | "escalating" | "regressed" | "archived_until_escalating" | "archived_until_condition_met" | "archived_forever";
export type IssuePriority = "low" | "medium" | "high";

/** One condition on an issue's own columns; a list of them is ANDed. */
export type IssueFilter = Negatable &
  (
    | { readonly kind: "status"; readonly status: IssueStatus }
    | { readonly kind: "substatus"; readonly substatus: IssueSubstatus }
    | { readonly kind: "forReview" }
    /** `orNone`: unassigned issues match too (`assigned:[me, none]`). */
    | { readonly kind: "assignee"; readonly anyOf: readonly { readonly kind: "user" | "team"; readonly id: number }[]; readonly orNone?: boolean }
    | { readonly kind: "assigned" }
    | { readonly kind: "bookmarked"; readonly userId: number }
    | { readonly kind: "issue"; readonly ids: readonly number[] }
    | { readonly kind: "project"; readonly ids: readonly number[] }
    | { readonly kind: "level"; readonly anyOf: readonly string[] }
    | { readonly kind: "priority"; readonly anyOf: readonly IssuePriority[] }
    | { readonly kind: "type"; readonly anyOf: readonly string[] }
    | { readonly kind: "platform"; readonly anyOf: readonly TextMatch[] }
    | { readonly kind: "firstRelease"; readonly anyOf: readonly TextMatch[] }
    | { readonly kind: "firstSeen" | "lastSeen"; readonly op: Comparison; readonly value: number }
    | { readonly kind: "timesSeen"; readonly op: Comparison; readonly value: number }
    | { readonly kind: "text"; readonly value: string }
  );
