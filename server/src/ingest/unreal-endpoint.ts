import { limits } from "../config/limits.ts";
import { answerUuid } from "./answer.ts";
import { crashSubmission } from "./crash-submission.ts";
import type { Endpoint, SentRequest, Submission } from "./endpoint.ts";
import { newEventId } from "./envelope-endpoint.ts";
import { badRequest, type Refusal } from "./refusal.ts";

/** What Unreal Engine's crash reporter sends: a container of files, compressed as a whole, with the key in the path. */
export const unrealEndpoint: Endpoint = {
  kind: "unreal",
  methods: ["POST"],
  rules: { maxBytes: limits.attachmentBytes, peek: () => undefined },
  authInBody: false,
  hidesLimits: true,
  takesPath: (path) => path.length === 1,
  keyInPath: ([key]) => key,
  read: readReport,
  answer: (_, response, eventId) => answerUuid(response, eventId),
};

const maxUserId = 128;

/** Unpacked later: it may inflate to a hundred times as much. */
function readReport(body: Buffer, { query }: SentRequest): Submission | Refusal {
  const [first, second] = body;
  const isZlib = first !== undefined && second !== undefined && (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  if (!isZlib) return badRequest("the body is not compressed with zlib, as reports of Unreal Engine are", "invalid_unreal_report");
  const userId = new URLSearchParams(query).get("UserID")?.slice(0, maxUserId).toWellFormed() ?? "";
  const headers = { type: "unreal_report", ...(userId !== "" && { unreal_user_id: userId }) };
  return crashSubmission(newEventId(), [{ headers, payload: body }], true);
}
