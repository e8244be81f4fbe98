import { z } from "zod";
import { sendOutside } from "../../platform/outbound-http/send.ts";
import { CommandFailed } from "../define-command.ts";
import type { Probe } from "./probes.ts";

/** How the REST API of a server is asked about one project. */
export interface ServerApi {
  /** Without a trailing slash, up to `/api/0`. */
  readonly base: string;
  readonly token: string;
}

export interface ProjectPlace {
  readonly organization: string;
  readonly project: string;
}

/** Items of a project by category and outcome, for the last hour. */
export type Totals = ReadonlyMap<string, number>;

const projectsShape = z.array(z.object({ id: z.string(), slug: z.string(), organization: z.object({ slug: z.string() }) }));
const outcomesShape = z.array(z.object({ outcome: z.string(), reason: z.string().nullable(), detail: z.string().nullable(), itemType: z.string() }));
const fateShape = z.object({ stored: z.object({ shortId: z.string().nullable() }).nullable(), outcomes: outcomesShape });
const statsShape = z.object({
  groups: z.array(
    z.object({ by: z.object({ category: z.string(), outcome: z.string(), reason: z.string().nullable() }), totals: z.object({ "sum(quantity)": z.number() }) }),
  ),
});

/** The answer as JSON; undefined for 404. */
async function get({ base, token }: ServerApi, path: string): Promise<unknown> {
  const answer = await sendOutside(`${base}${path}`, {
    method: "GET",
    headers: { authorization: `Bearer ${token}` },
    timeoutMs: 15_000,
    maxAnswerBytes: 5_000_000,
  });
  if (answer.status === 404) return undefined;
  if (answer.status === 401 || answer.status === 403)
    throw new CommandFailed(`The token may not ask ${path} (${answer.status}); it needs the scopes org:read, project:read and event:read`);
  if (answer.status !== 200) throw new CommandFailed(`${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  try {
    const value: unknown = JSON.parse(answer.text);
    return value;
  } catch {
    throw new CommandFailed(`${path} answered no JSON: ${answer.text.slice(0, 100)}`);
  }
}

export async function findProject(api: ServerApi, projectId: string): Promise<ProjectPlace> {
  const projects = projectsShape.safeParse(await get(api, "/projects/"));
  const found = projects.success ? projects.data.find(({ id }) => id === projectId) : undefined;
  if (found === undefined) throw new CommandFailed(`The token sees no project with the id ${projectId} of the DSN`);
  return { organization: found.organization.slug, project: found.slug };
}

const keyOf = (category: string, outcome: string, reason: string | null): string => JSON.stringify([category, outcome, reason]);

export async function totalsOf(api: ServerApi, { organization }: ProjectPlace, projectId: string): Promise<Totals> {
  const query = `field=sum(quantity)&groupBy=category&groupBy=outcome&groupBy=reason&interval=1h&statsPeriod=2h&project=${projectId}`;
  const stats = statsShape.safeParse(await get(api, `/organizations/${organization}/stats_v2/?${query}`));
  return new Map(stats.success ? stats.data.groups.map(({ by, totals }) => [keyOf(by.category, by.outcome, by.reason), totals["sum(quantity)"]]) : []);
}

/** What became of one probe. Undefined: nothing is known yet. */
export interface Fate {
  readonly ok: boolean;
  readonly text: string;
}

/** Asks by the event's id; what leaves no trace under that is told by the counts of its category, which `before` and `after` have. */
export async function fateOf(api: ServerApi, place: ProjectPlace, probe: Probe, eventId: string, before: Totals, after: Totals): Promise<Fate | undefined> {
  const direct = fateShape.safeParse(await get(api, `/projects/${place.organization}/${place.project}/events/${eventId}/fate/`));
  if (direct.success) {
    const refused = direct.data.outcomes.find(({ outcome }) => outcome !== "accepted");
    if (refused) return { ok: false, text: [refused.outcome, refused.reason, refused.detail].filter((part) => part !== null).join(": ") };
    if (direct.data.stored) return { ok: true, text: `stored${direct.data.stored.shortId === null ? "" : ` in ${direct.data.stored.shortId}`}` };
  }
  // Servers other than Vedette know only the event itself.
  const shown = probe.isEvent && (await get(api, `/projects/${place.organization}/${place.project}/events/${eventId}/`)) !== undefined;
  if (shown) return { ok: true, text: "stored" };
  for (const [key, count] of after) {
    const [category, outcome, reason] = readKey(key);
    if (category !== probe.category || count <= (before.get(key) ?? 0)) continue;
    return outcome === "accepted" ? { ok: true, text: `counted as accepted (${category})` } : { ok: false, text: [outcome, reason].filter(Boolean).join(": ") };
  }
  return undefined;
}

const keyShape = z.tuple([z.string(), z.string(), z.string().nullable()]);
const readKey = (key: string): readonly [string, string, string | null] => keyShape.parse(JSON.parse(key));
