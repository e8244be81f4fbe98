import { normalizeEventId } from "@vedette/protocol";
import { limits } from "../config/limits.ts";
import { answerCreated } from "./answer.ts";
import { crashSubmission } from "./crash-submission.ts";
import type { Endpoint, SentRequest, Submission } from "./endpoint.ts";
import { fileItem } from "./minidump-endpoint.ts";
import { boundaryOf, parseMultipart } from "./multipart.ts";
import { badRequest, type Refusal } from "./refusal.ts";

/** Files for an event that was sent or will be: `/api/{project}/events/{event}/attachments/`. */
export const attachmentsEndpoint: Endpoint = {
  kind: "attachments",
  methods: ["POST"],
  rules: { maxBytes: limits.attachmentBytes, peek: () => undefined },
  authInBody: false,
  takesPath: (path) => path.length === 2 && path[1] === "attachments",
  read: readFiles,
  answer: (_, response) => answerCreated(response),
};

function readFiles(body: Buffer, { contentType, path: [event] }: SentRequest): Submission | Refusal {
  const eventId = normalizeEventId(event);
  if (eventId === undefined) return badRequest("the event id in the path must be 32 hexadecimal digits", "invalid_event_id");
  const boundary = boundaryOf(contentType);
  const parts = boundary === undefined ? undefined : parseMultipart(body, boundary);
  if (parts === undefined) return badRequest("the body is not well-formed multipart/form-data", "invalid_multipart");
  const files = parts.filter(({ filename }) => filename !== undefined);
  return files.length === 0 ? badRequest("there is no file in the request", "no_data") : crashSubmission(eventId, files.map(fileItem), false);
}
