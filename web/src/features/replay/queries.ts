import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ListOrganizationReplaysInput, Replay } from "@vedette/api-client";

import { allRows, api } from "../../api/client.ts";
import { listOf, numberOf, objectOf } from "../../api/json.ts";

export type ReplayShape = Replay;

/** One event of a recording, as far as these pages look into it. */
export interface Recorded {
  readonly type: number;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export const replaysQuery = (organization: string, input: Omit<ListOrganizationReplaysInput, "organization">) =>
  queryOptions({
    queryKey: ["replays", organization, input],
    queryFn: ({ signal }) => api.listOrganizationReplays({ organization, per_page: 100, ...input }, { signal }),
    placeholderData: keepPreviousData,
  });

export const replayQuery = (organization: string, replay: string) =>
  queryOptions({
    queryKey: ["replay", organization, replay],
    queryFn: async ({ signal }) => (await api.showOrganizationReplay({ organization, replay }, { signal })).data,
  });

export const recordingQuery = (organization: string, project: string, replay: string) =>
  queryOptions({
    queryKey: ["recording", organization, project, replay],
    queryFn: async ({ signal }) => {
      const segments = await allRows((cursor) => api.listRecordingSegments({ organization, project, replay, cursor }, { signal }));
      return segments
        .flat()
        .flatMap(recordedOf)
        .toSorted((a, b) => a.timestamp - b.timestamp);
    },
    staleTime: 60_000,
  });

function recordedOf(value: unknown): readonly Recorded[] {
  const event = objectOf(value);
  const [type, timestamp] = [numberOf(event["type"]), numberOf(event["timestamp"])];
  return type === null || timestamp === null ? [] : [{ ...event, type, timestamp: milliseconds(timestamp), data: objectOf(event["data"]) }];
}

/** What SDKs add to a recording of rrweb's has its times in seconds. */
function milliseconds(timestamp: number): number {
  return timestamp < 100_000_000_000 ? timestamp * 1000 : timestamp;
}

export interface Moment {
  readonly key: string;
  /** Milliseconds from the start. */
  readonly at: number;
  readonly kind: string;
  readonly text: string;
  readonly isError: boolean;
}

const customEvent = 5;
const mostMoments = 500;

/** What happened in a recording: clicks, navigation, requests, messages, slow clicks. */
export function momentsOf(events: readonly Recorded[]): readonly Moment[] {
  const start = events[0]?.timestamp ?? 0;
  return events
    .flatMap((event, index) => {
      const payload = event.type === customEvent ? objectOf(event.data["payload"]) : {};
      const tag = event.data["tag"];
      if (tag !== "breadcrumb" && tag !== "performanceSpan") return [];
      const kind = textIn(payload["category"]) ?? textIn(payload["op"]) ?? textIn(payload["type"]) ?? "event";
      const text = textIn(payload["message"]) ?? textIn(payload["description"]) ?? textIn(objectOf(payload["data"])["to"]) ?? "";
      const level = payload["level"];
      const isError = level === "error" || level === "fatal" || kind === "ui.slowClickDetected" || Number(objectOf(payload["data"])["statusCode"] ?? 0) >= 400;
      return [{ key: `${index}`, at: Math.max(0, event.timestamp - start), kind, text, isError }];
    })
    .slice(0, mostMoments);
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Whether there is anything to show: a player needs a whole picture and something after it. */
export function canPlay(events: readonly Recorded[]): boolean {
  return events.length > 1 && listOf(events).some((event) => objectOf(event)["type"] === 2);
}

/** `1:05`, `1:02:03`. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
