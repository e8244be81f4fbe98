import type { EventShape, IssueShape } from "../../api/shapes.ts";
import { eventParts } from "./event-parts.ts";
import { rawFrames, rawStack } from "./raw-stack.ts";

/** A fence longer than any run of backticks within, so that code cannot end it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/** An event for a ticket, a chat or a language model: what, where, the stack, the last breadcrumbs, the request and the tags. */
export function eventMarkdown(
  issue: Pick<IssueShape, "shortId" | "title" | "culprit" | "permalink">,
  event: Pick<EventShape, "eventID" | "dateCreated" | "platform" | "entries" | "tags">,
): string {
  const parts = eventParts(event);
  const blocks: string[] = [`# ${issue.shortId}: ${issue.title}`];
  blocks.push(
    [
      `- Event: \`${event.eventID}\``,
      `- Time: ${event.dateCreated}`,
      ...(issue.culprit === null || issue.culprit === "" ? [] : [`- Where: ${issue.culprit}`]),
      ...(issue.permalink === null ? [] : [`- Link: ${issue.permalink}`]),
    ].join("\n"),
  );
  if (parts.message !== null && parts.exceptions.length === 0) blocks.push("## Message", fenced(parts.message.formatted));
  if (parts.exceptions.length > 0) blocks.push("## Stack trace", fenced(rawStack(parts.exceptions, event.platform)));
  else if (parts.stack !== null) blocks.push("## Stack trace", fenced(rawFrames(parts.stack, event.platform)));
  if (parts.request?.url !== null && parts.request?.url !== undefined) blocks.push("## Request", `\`${parts.request.method ?? "GET"} ${parts.request.url}\``);
  const crumbs = parts.breadcrumbs
    .slice(-10)
    .map((crumb) => `${crumb.timestamp ?? ""} ${crumb.category} [${crumb.level}] ${crumb.message ?? JSON.stringify(crumb.data)}`.trim());
  if (crumbs.length > 0) blocks.push("## Breadcrumbs", fenced(crumbs.join("\n")));
  if (event.tags.length > 0) blocks.push("## Tags", event.tags.map((tag) => `- ${tag.key}: ${tag.value}`).join("\n"));
  return `${blocks.join("\n\n")}\n`;
}
