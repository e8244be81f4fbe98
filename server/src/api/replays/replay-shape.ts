import { z } from "zod";
import { activityOf, durationOf, type Replay } from "../../replays/replay.ts";
import { date, isoDate } from "../dates.ts";

const text = z.string().nullable();
const product = z.object({ name: text, version: text });

/** `GET …/replays/` of the published API. */
export const replayShape = z
  .object({
    id: z.string(),
    project_id: z.string(),
    trace_ids: z.array(z.string()),
    error_ids: z.array(z.string()),
    info_ids: z.array(z.string()),
    warning_ids: z.array(z.string()),
    environment: text,
    tags: z.record(z.string(), z.array(z.string())),
    user: z.object({
      id: text,
      username: text,
      email: text,
      ip: text,
      display_name: text,
      geo: z.object({ city: text, country_code: text, region: text, subdivision: text }),
    }),
    sdk: product,
    os: product,
    browser: product,
    device: z.object({ name: text, brand: text, model: text, family: text }),
    ota_updates: z.object({ channel: text, runtime_version: text, update_id: text }),
    is_archived: z.boolean(),
    urls: z.array(z.string()),
    segment_names: z.array(z.string()),
    clicks: z.array(z.unknown()),
    count_clicks: z.int(),
    count_dead_clicks: z.int(),
    count_rage_clicks: z.int(),
    count_errors: z.int(),
    count_warnings: z.int(),
    count_infos: z.int(),
    count_urls: z.int(),
    count_segments: z.int(),
    duration: z.int(),
    activity: z.int(),
    started_at: date,
    finished_at: date,
    replay_type: z.string(),
    platform: z.string(),
    releases: z.array(z.string()),
    dist: text,
    has_viewed: z.boolean(),
  })
  .meta({ id: "Replay" });

export function replayJson(replay: Replay): z.input<typeof replayShape> {
  const { facts } = replay;
  const fact = (name: string): string | null => facts[name] ?? null;
  return {
    id: replay.id,
    project_id: String(replay.projectId),
    trace_ids: [...replay.traceIds],
    error_ids: [...replay.errorIds],
    info_ids: [],
    warning_ids: [],
    environment: replay.environment,
    tags: Object.fromEntries(replay.tags.map(([key, value]) => [key, [value]])),
    user: {
      id: fact("user.id"),
      username: fact("user.username"),
      email: fact("user.email"),
      ip: fact("user.ip"),
      display_name: fact("user.email") ?? fact("user.username") ?? fact("user.id") ?? fact("user.ip"),
      geo: {
        city: fact("user.geo.city"),
        country_code: fact("user.geo.country_code"),
        region: fact("user.geo.region"),
        subdivision: fact("user.geo.subdivision"),
      },
    },
    sdk: { name: fact("sdk.name"), version: fact("sdk.version") },
    os: { name: fact("os.name"), version: fact("os.version") },
    browser: { name: fact("browser.name"), version: fact("browser.version") },
    device: { name: fact("device.name"), brand: fact("device.brand"), model: fact("device.model"), family: fact("device.family") },
    ota_updates: { channel: null, runtime_version: null, update_id: null },
    is_archived: false,
    urls: [...replay.urls],
    segment_names: [...replay.segmentNames],
    clicks: [],
    count_clicks: replay.clicks,
    count_dead_clicks: replay.deadClicks,
    count_rage_clicks: replay.rageClicks,
    count_errors: replay.errorIds.length,
    count_warnings: 0,
    count_infos: 0,
    count_urls: replay.urls.length,
    count_segments: replay.segments,
    duration: durationOf(replay),
    activity: activityOf(replay),
    started_at: isoDate(replay.startedAt),
    finished_at: isoDate(replay.finishedAt),
    replay_type: replay.type,
    platform: replay.platform,
    releases: [...replay.releases],
    dist: replay.dist,
    has_viewed: false,
  };
}
