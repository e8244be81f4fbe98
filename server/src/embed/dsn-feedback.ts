import { normalizeEventId, parseDsn } from "@vedette/protocol";
import { userReportJson } from "../api/events/user-report-json.ts";
import { saveUserReport } from "../issues/save-user-report.ts";
import type { EmbedContext } from "./embed-context.ts";

const address = /^\/api\/0\/projects\/([^/]+)\/([^/]+)\/user-(?:feedback|reports)\/?$/;
const maxBody = 64 * 1024;

/** Whether a request is feedback that shows a DSN instead of a token, as old SDKs send it (`protocol.md` §2.7). */
export function isDsnFeedback(pathname: string, request: Request): boolean {
  return request.method === "POST" && /^DSN\s/i.test(request.headers.get("authorization") ?? "") && address.test(pathname);
}

export async function saveDsnFeedback(context: EmbedContext, request: Request): Promise<Response> {
  const [, organizationName = "", projectName = ""] = address.exec(new URL(request.url).pathname) ?? [];
  const dsn = parseDsn((request.headers.get("authorization") ?? "").replace(/^DSN\s+/i, ""));
  const access = dsn === undefined || !/^[0-9a-f]{32}$/i.test(dsn.publicKey) ? undefined : await context.state.keyAccess(dsn.publicKey);
  if (access === undefined || !access.key.isActive || access.projectStatus !== "active" || String(access.projectId) !== dsn?.projectId)
    return Response.json({ detail: "Invalid token" }, { status: 401 });
  const organization = await context.state.organization(organizationName);
  const project = organization && (await context.state.project(organization.id, projectName));
  // The key opens its own project and tells nothing of others.
  if (project?.id !== access.projectId) return Response.json({ detail: "The requested resource does not exist" }, { status: 404 });
  const fields = await readFields(request);
  if (fields === undefined) return Response.json({ detail: "The body must be a JSON object or a form of at most 64 KiB." }, { status: 400 });
  const text = (name: string, most: number): string => (fields[name] ?? "").trim().slice(0, most).toWellFormed();
  const eventId = normalizeEventId(fields["event_id"]);
  if (eventId === undefined) return Response.json({ event_id: ["This field is required."] }, { status: 400 });
  const report = {
    projectId: access.projectId,
    keyId: access.key.id,
    eventId,
    name: text("name", 128),
    email: text("email", 75),
    comments: text("comments", 4096),
  };
  if (report.comments === "") return Response.json({ comments: ["This field is required."] }, { status: 400 });
  const saved = await saveUserReport(context, report, context.clock.now());
  if (saved === "gone") return Response.json({ detail: "The requested resource does not exist" }, { status: 404 });
  return saved === "tooLate" ? Response.json({ detail: "Feedback for this event cannot be modified." }, { status: 409 }) : Response.json(userReportJson(saved));
}

async function readFields(request: Request): Promise<Readonly<Record<string, string>> | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBody) return undefined;
  const body = await request.text();
  if (body.length > maxBody) return undefined;
  if (!body.trimStart().startsWith("{")) return Object.fromEntries(new URLSearchParams(body));
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"))
      : undefined;
  } catch {
    return undefined;
  }
}
