import { randomUUID } from "node:crypto";
import { envelopeUrl, formatAuthHeader, parseDsn, serializeEnvelope } from "@vedette/protocol";
import { z } from "zod";
import { sendOutside } from "../../platform/outbound-http/send.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";

export const sendEvent = defineCommand({
  words: ["send-event"],
  summary: "Send a test event to a DSN, as an SDK would",
  input: z.object({
    dsn: z.string(),
    message: z.string().default("Test event of the vedette command").meta({ description: "what the event says" }),
    level: z.enum(["debug", "info", "warning", "error", "fatal"]).default("error").meta({ description: "debug, info, warning, error or fatal" }),
    environment: z.string().optional(),
    release: z.string().optional(),
  }),
  async run({ clock }, { dsn: text, message, level, environment, release }) {
    const dsn = parseDsn(text);
    if (dsn === undefined) throw new CommandFailed(`${text} is no DSN; those look like https://key@host/1`);
    const eventId = randomUUID().replaceAll("-", "");
    const event = {
      event_id: eventId,
      timestamp: clock.now() / 1000,
      platform: "other",
      level,
      logger: "vedette",
      logentry: { formatted: message },
      environment,
      release,
    };
    const answer = await sendOutside(envelopeUrl(dsn), {
      method: "POST",
      headers: {
        "content-type": "application/x-sentry-envelope",
        "x-sentry-auth": formatAuthHeader({ version: "7", client: "vedette-cli/1", publicKey: dsn.publicKey }),
      },
      body: serializeEnvelope({ event_id: eventId, sent_at: new Date(clock.now()).toISOString() }, [
        { headers: { type: "event" }, payload: JSON.stringify(event) },
      ]),
      timeoutMs: 15_000,
      maxAnswerBytes: 10_000,
    });
    if (answer.status !== 200) throw new CommandFailed(`The server answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    return { json: { eventId }, text: `Sent as ${eventId}.` };
  },
});
