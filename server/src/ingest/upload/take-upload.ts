import type { IncomingMessage, ServerResponse } from "node:http";
import { StoreUnavailable } from "../../stores/store-unavailable.ts";
import { answerRefused } from "../answer.ts";
import { authenticate } from "../authenticate.ts";
import { checkAccess, MISSING_AUTH, wellFormed } from "../check-access.ts";
import type { KeyAccess } from "../key-cache.ts";
import { badRequest, isRefusal, tryLater, type Refusal } from "../refusal.ts";
import type { Route } from "../route.ts";
import { continueUpload } from "./continue-upload.ts";
import { createUpload } from "./create-upload.ts";
import { describeUpload } from "./describe-upload.ts";
import { discardUpload } from "./discard-upload.ts";
import { checkVersion, uploadHeaders, uploadPreflightHeaders } from "./upload-headers.ts";
import type { UploadContext, UploadRequest } from "./upload-request.ts";

/** Undefined: answered, or there is nobody to answer. */
type Answer = (request: UploadRequest, id: string) => Promise<Refusal | undefined>;

const ofUpload: Readonly<Record<string, Answer>> = { HEAD: describeUpload, PATCH: continueUpload, DELETE: discardUpload };

/** Large files by TUS 1.0.0, which goes on where a connection broke (`protocol.md` §2.5): `/api/{project}/upload/`. */
export function takeUpload(request: IncomingMessage, response: ServerResponse, route: Route, context: UploadContext): void {
  if (request.method === "OPTIONS") {
    response.writeHead(204, uploadPreflightHeaders).end();
    return;
  }
  void settle(request, response, route, context);
}

async function settle(request: IncomingMessage, response: ServerResponse, route: Route, context: UploadContext): Promise<void> {
  try {
    const refusal = await answer(request, response, route, context);
    if (refusal !== undefined) refuse(request, response, refusal);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) context.onFault(error);
    refuse(request, response, error instanceof StoreUnavailable ? unavailable : fault);
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, route: Route, context: UploadContext): Promise<Refusal | undefined> {
  const [id, ...rest] = route.path;
  if (route.projectId === undefined || route.projectId === null) return badRequest("the project id in the path is not a number", "project_id");
  if (rest.length > 0) return noEndpoint;
  const override = request.headers["x-http-method-override"];
  const method = request.method === "POST" && typeof override === "string" ? override.toUpperCase() : (request.method ?? "");
  const isKnown = id === undefined ? method === "POST" : Object.hasOwn(ofUpload, method);
  if (!isKnown) return notAllowed;
  const mismatch = checkVersion(request.headers);
  if (mismatch !== undefined) return mismatch;
  const access = await accessOf(request, route, context);
  if (isRefusal(access)) return access;
  const known: UploadRequest = { request, response, context, access, query: route.query };
  if (id === undefined) return createUpload(known);
  if (!context.uploads.isGenuine(access.projectId, id, route.query)) return forged;
  return ofUpload[method]?.(known, id);
}

async function accessOf(request: IncomingMessage, { query, projectId }: Route, { keys }: UploadContext): Promise<KeyAccess | Refusal> {
  const auth = authenticate(request.headers, query);
  if (auth === undefined) return MISSING_AUTH;
  const checked = wellFormed(auth);
  if (isRefusal(checked)) return checked;
  const access = await keys.get(checked.publicKey);
  const refusal = checkAccess(access, projectId ?? null, request);
  return refusal ?? access ?? MISSING_AUTH;
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const allow = refusal.status === 405 ? { allow: "POST, HEAD, PATCH, DELETE, OPTIONS" } : {};
  answerRefused(request, response, refusal, { ...uploadHeaders, ...(refusal.status === 412 && { "tus-version": uploadHeaders["tus-resumable"] }), ...allow });
}

const noEndpoint: Refusal = { status: 404, detail: "there is no such endpoint", outcome: "invalid", reason: "endpoint" };
const notAllowed: Refusal = {
  status: 405,
  detail: "upload takes POST, and the address of an upload HEAD, PATCH and DELETE",
  outcome: "invalid",
  reason: "disallowed_method",
};
const forged: Refusal = { status: 403, detail: "the signature of the address is not right", outcome: "invalid", reason: "invalid_signature" };
const fault: Refusal = { status: 500, detail: "the server made a mistake", outcome: "invalid", reason: "internal" };
const unavailable: Refusal = { ...tryLater("the upload cannot be stored right now", "store_unavailable", 10), status: 503 };
