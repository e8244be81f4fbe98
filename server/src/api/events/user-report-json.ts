import { z } from "zod";
import type { UserReport } from "../../stores/state/model.ts";
import { isoDate } from "../dates.ts";

export const userReportShape = z
  .object({
    id: z.string(),
    eventID: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    comments: z.string(),
    dateCreated: z.string(),
    user: z.null(),
    event: z.object({ id: z.string(), eventID: z.string() }),
  })
  .meta({ id: "UserReport" });

/** What a user wrote about an event; blank parts of the form are null. */
export function userReportJson({ id, eventId, name, email, comments, receivedAt }: UserReport): z.input<typeof userReportShape> {
  return {
    id: String(id),
    eventID: eventId,
    name: name === "" ? null : name,
    email: email === "" ? null : email,
    comments,
    dateCreated: isoDate(receivedAt),
    user: null,
    event: { id: eventId, eventID: eventId },
  };
}
