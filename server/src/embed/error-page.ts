import { normalizeEventId, parseDsn } from "@vedette/protocol";
import { isAllowedOrigin } from "../ingest/allowed-origin.ts";
import { saveUserReport } from "../issues/save-user-report.ts";
import type { KeyAccess } from "../stores/state/model.ts";
import { dialogScript } from "./dialog-script.ts";
import { dialogLanguage, dialogTexts } from "./dialog-texts.ts";
import type { EmbedContext } from "./embed-context.ts";

const maxBody = 64 * 1024;
const maxText = 4096;

/** The script that draws the form "what happened?" on a page of somebody else (`protocol.md` §2.6). */
export async function showDialog(context: EmbedContext, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const found = await find(context, request, searchParams);
  if (found instanceof Response) return found;
  const text = (name: string): string => searchParams.get(name)?.slice(0, 512) ?? "";
  const query = new URLSearchParams({ dsn: searchParams.get("dsn") ?? "", eventId: found.eventId });
  const language = dialogLanguage(searchParams.get("lang"), request.headers.get("accept-language"));
  const settings = {
    endpoint: `${context.publicUrl()}/api/embed/error-page/?${query.toString()}`,
    name: text("name"),
    email: text("email"),
    language,
    texts: dialogTexts(language, searchParams),
  };
  return new Response(dialogScript(settings), {
    headers: { ...dialogCors(request), "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" },
  });
}

/** What was written into the form. */
export async function saveDialog(context: EmbedContext, request: Request): Promise<Response> {
  const found = await find(context, request, new URL(request.url).searchParams);
  if (found instanceof Response) return found;
  if (Number(request.headers.get("content-length") ?? 0) > maxBody) return refuse(request, 413, { detail: "the form is too large" });
  const body = await request.text();
  if (body.length > maxBody) return refuse(request, 413, { detail: "the form is too large" });
  const form = new URLSearchParams(body);
  const field = (name: string): string => form.get(name)?.trim().toWellFormed() ?? "";
  const [name, email, comments] = [field("name"), field("email"), field("comments")];
  const errors = {
    ...(name === "" || name.length > 128 ? { name: [name === "" ? "This field is required." : "Ensure this value has at most 128 characters."] } : {}),
    ...(email.length > 75 || !/^[^\s@]+@[^\s@]+$/.test(email) ? { email: ["Enter a valid email address."] } : {}),
    ...(comments === "" ? { comments: ["This field is required."] } : {}),
  };
  if (Object.keys(errors).length > 0) return refuse(request, 400, { errors });
  const { access, eventId } = found;
  const report = { projectId: access.projectId, keyId: access.key.id, eventId, name, email, comments: comments.slice(0, maxText) };
  const saved = await saveUserReport(context, report, context.clock.now());
  if (typeof saved === "object") return new Response(null, { status: 200, headers: dialogCors(request) });
  return refuse(request, saved === "gone" ? 404 : 409, { detail: "the event, or the report about it, is too old to be described" });
}

interface Found {
  readonly access: KeyAccess;
  readonly eventId: string;
}

async function find({ state }: EmbedContext, request: Request, parameters: URLSearchParams): Promise<Found | Response> {
  const eventId = normalizeEventId(parameters.get("eventId"));
  if (eventId === undefined) return refuse(request, 400, { eventId: ["Missing or invalid parameter."] });
  const sent = parameters.get("dsn");
  if (sent === null || sent === "") return refuse(request, 400, { dsn: ["Missing or invalid parameter."] });
  const dsn = parseDsn(sent);
  const access = dsn === undefined || !/^[0-9a-f]{32}$/i.test(dsn.publicKey) ? undefined : await state.keyAccess(dsn.publicKey);
  const isOpen = access !== undefined && access.key.isActive && access.projectStatus === "active" && String(access.projectId) === dsn?.projectId;
  if (!isOpen) return refuse(request, 404, { dsn: ["Missing or invalid parameter."] });
  const origin = request.headers.get("origin") ?? request.headers.get("referer") ?? undefined;
  return isAllowedOrigin(origin, access.allowedDomains) ? { access, eventId } : refuse(request, 403, { origin: ["Not allowed"] });
}

function refuse(request: Request, status: number, context: Readonly<Record<string, unknown>>): Response {
  // What a script of another site can read of an error: SDKs look into the header.
  const text = JSON.stringify(context);
  return new Response(text, { status, headers: { ...dialogCors(request), "content-type": "application/json", "x-sentry-context": text } });
}

export function dialogCors(request: Request): Record<string, string> {
  const origin = request.headers.get("origin");
  return {
    "access-control-allow-origin": origin ?? "*",
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": "Content-Type, Authorization, X-Requested-With, baggage, sentry-trace",
    "access-control-expose-headers": "X-Sentry-Context",
    "access-control-max-age": "3600",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    vary: "Origin",
  };
}
