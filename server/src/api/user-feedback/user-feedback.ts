import { z } from "zod";
import { saveUserReport } from "../../issues/save-user-report.ts";
import { eventIdIn } from "../../query/direct-hit.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail, invalid } from "../errors.ts";
import { userReportJson, userReportShape } from "../events/user-report-json.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inProject } from "../place.ts";

const path = "/projects/{organization}/{project}/user-feedback/";

export const listUserFeedback = defineEndpoint({
  method: "get",
  path,
  summary: "What users wrote about events of a project, newest first",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "event:read"],
  query: z.object(pageQuery),
  response: z.array(userReportShape),
  async handler({ stores, project, query }) {
    const { rows, page } = pageOfWindow(query, await stores.state.projectUserReports(project.id, pageWindow(query)));
    return { body: rows.map(userReportJson), page };
  },
});

export const submitUserFeedback = defineEndpoint({
  method: "post",
  path,
  summary: "Store what a user wrote about an event",
  description: "Also with `Authorization: DSN <dsn>` of the project. A report can be corrected for five minutes; the event may come later.",
  auth: withToken,
  place: inProject,
  scopes: ["project:read", "project:write", "event:write"],
  otherStatuses: { 409: "The event is older than 30 minutes, or has a report that is older than five" },
  body: z.object({
    event_id: z.string(),
    name: z.string().trim().max(128).default(""),
    email: z.string().trim().max(75).default(""),
    comments: z.string().trim().min(1, "This field is required.").max(4096),
  }),
  response: userReportShape,
  async handler({ stores, project, body, clock }) {
    const eventId = eventIdIn(body.event_id);
    if (eventId === undefined) throw invalid({ event_id: ["Expected 32 hexadecimal digits."] });
    const [key] = await stores.state.projectKeys(project.id);
    const saved = await saveUserReport(stores, { ...body, projectId: project.id, keyId: key?.id ?? 0, eventId }, clock.now());
    if (saved === "gone") throw fail("notFound");
    if (saved === "tooLate") throw fail("feedbackTooLate");
    return { body: userReportJson(saved) };
  },
});
