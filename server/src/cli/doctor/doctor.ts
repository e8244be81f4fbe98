import { setTimeout as delay } from "node:timers/promises";
import { envelopeUrl, formatAuthHeader, parseDsn, serializeEnvelope, type Dsn } from "@vedette/protocol";
import { z } from "zod";
import { sendOutside } from "../../platform/outbound-http/send.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";
import { table } from "../table.ts";
import { fateOf, findProject, totalsOf, type Fate, type ServerApi } from "./ask.ts";
import { hex, probes, type Probe } from "./probes.ts";

interface Sent {
  readonly probe: Probe;
  readonly eventId: string;
  readonly status: number;
  /** What the server said to it, when that is not 200. */
  readonly answer: string;
}

export const doctor = defineCommand({
  words: ["doctor"],
  summary: "Send one of each to a DSN, then ask the server what became of it",
  input: z.object({
    dsn: z.string(),
    token: z
      .string()
      .optional()
      .meta({ description: "an API token with org:read, project:read and event:read; without one the doctor can only tell how each was answered" }),
    wait: z.coerce.number("must be a number").int().min(0).max(600).default(15).meta({ description: "seconds to wait until everything is processed" }),
  }),
  async run({ clock }, { dsn: text, token, wait }) {
    const dsn = parseDsn(text);
    if (dsn === undefined) throw new CommandFailed(`${text} is no DSN; those look like https://key@host/1`);
    const api = token === undefined ? undefined : { base: new URL(envelopeUrl(dsn)).href.replace(/\/api\/[^/]+\/envelope\/$/, "/api/0"), token };
    const place = api && (await findProject(api, dsn.projectId));
    const before = api && place ? await totalsOf(api, place, dsn.projectId) : new Map<string, number>();
    const sent: Sent[] = [];
    for (const probe of probes) sent.push(await send(dsn, probe, clock.now() / 1000));
    const fates =
      api && place
        ? await askUntil({ api, place, projectId: dsn.projectId, before, until: clock.now() + wait * 1000, now: () => clock.now() }, sent)
        : undefined;
    const rows = sent.map(({ probe, eventId, status, answer }) => {
      const fate = fates?.get(probe.name);
      return {
        name: probe.name,
        eventId,
        status,
        ok: status === 200 && (fates === undefined || fate?.ok === true),
        fate: status === 200 ? fateText(fates, fate) : answer,
      };
    });
    const lines = table(
      ["sent", "event id", "answer", "fate"],
      rows.map(({ name, eventId, status, fate }) => [name, eventId, status, fate]),
    );
    const advice = token === undefined ? "\nWhat became of them can be asked with --token (org:read, project:read, event:read)." : "";
    const failed = rows.filter(({ ok }) => !ok).length;
    const end = failed === 0 ? "" : `\n${failed} of ${rows.length} did not arrive.`;
    return { json: { project: place ?? null, probes: rows }, text: `${lines}${advice}${end}`, failed: failed > 0 };
  },
});

function fateText(fates: ReadonlyMap<string, Fate> | undefined, fate: Fate | undefined): string {
  if (fates === undefined) return "answered; unknown without a token";
  return fate?.text ?? "nothing is known about it";
}

async function send(dsn: Dsn, probe: Probe, now: number): Promise<Sent> {
  const eventId = hex(16);
  const { headers, payload } = probe.item({ eventId, traceId: hex(16), spanId: hex(8), now });
  const answer = await sendOutside(envelopeUrl(dsn), {
    method: "POST",
    headers: {
      "content-type": "application/x-sentry-envelope",
      "x-sentry-auth": formatAuthHeader({ version: "7", client: "vedette-doctor/1", publicKey: dsn.publicKey }),
    },
    body: serializeEnvelope({ event_id: eventId, sent_at: new Date(now * 1000).toISOString() }, [{ headers, payload }]),
    timeoutMs: 15_000,
    maxAnswerBytes: 10_000,
  });
  const limits = answer.headers.get("x-sentry-rate-limits");
  return { probe, eventId, status: answer.status, answer: limits === null ? answer.text.slice(0, 200) : `rate limited: ${limits}` };
}

interface Questions {
  readonly api: ServerApi;
  readonly place: { readonly organization: string; readonly project: string };
  readonly projectId: string;
  readonly before: ReadonlyMap<string, number>;
  /** Unix milliseconds. */
  readonly until: number;
  readonly now: () => number;
}

/** Asks about each that was answered 200, again and again until all are known or the time is up. */
async function askUntil({ api, place, projectId, before, until, now }: Questions, sent: readonly Sent[]): Promise<Map<string, Fate>> {
  const known = new Map<string, Fate>();
  for (;;) {
    const after = await totalsOf(api, place, projectId);
    for (const { probe, eventId, status } of sent) {
      if (status !== 200 || known.has(probe.name)) continue;
      const fate = await fateOf(api, place, probe, eventId, before, after);
      if (fate) known.set(probe.name, fate);
    }
    const open = sent.filter(({ probe, status }) => status === 200 && !known.has(probe.name));
    if (open.length === 0 || now() >= until) return known;
    await delay(250);
  }
}
