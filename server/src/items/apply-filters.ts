import type { DataCategory } from "@vedette/protocol";
import { filterReason, type FilterReason } from "../processing/filters/filter-reason.ts";
import type { FilterSubject } from "../processing/filters/subject.ts";
import type { ItemContext, Rejected } from "./define-item.ts";

/** What is told to a person who looks for the item. */
const details: Readonly<Record<FilterReason, string>> = {
  "invalid-csp": "The report is about a source that the project leaves out.",
  "ip-address": "The address of the sender or of the user is one that the project leaves out.",
  "release-version": "The release is one that the project leaves out.",
  "error-message": "The message is one that the project leaves out.",
  localhost: "It happened on localhost, which the project leaves out.",
  "browser-extensions": "The error comes from a browser extension, which the project leaves out.",
  "legacy-browsers": "The browser is older than those that the project wants to hear of.",
  "web-crawlers": "A web crawler ran into it, which the project leaves out.",
  "react-hydration-errors": "It is a hydration error of React, which the project leaves out.",
  "chunk-load-error": "A part of the program was no longer there after a deployment, which the project leaves out.",
  "filtered-transaction": "The transaction is a health check, which the project leaves out.",
};

/** The fate of an item that one of the project's inbound filters keeps out; undefined when none does. For a step behind normalization. */
export function applyFilters(subject: FilterSubject, { project, clientIp }: ItemContext, category: DataCategory, quantity?: number): Rejected | undefined {
  const reason = filterReason(subject.clientIp === undefined ? { ...subject, clientIp } : subject, project.filters);
  if (reason === undefined) return undefined;
  return { kind: "rejected", outcome: "filtered", reason, detail: details[reason], category, ...(quantity !== undefined && { quantity }) };
}
