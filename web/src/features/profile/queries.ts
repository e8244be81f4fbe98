import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ProfileRow } from "@vedette/api-client";

import { api } from "../../api/client.ts";
import { type JsonObject, listOf, numberOf, objectOf, textOf } from "../../api/json.ts";
import type { ProfileFrame, ThreadSamples } from "./call-tree.ts";

export type ProfileRowShape = ProfileRow;

interface Scope {
  readonly project: readonly string[];
  readonly environment: readonly string[];
  readonly statsPeriod: string;
}

export const profilesQuery = (organization: string, scope: Scope) =>
  queryOptions({
    queryKey: ["profiles", organization, scope],
    queryFn: ({ signal }) => api.listProfiles({ organization, ...scope }, { signal }),
    placeholderData: keepPreviousData,
  });

export interface Profile {
  readonly transaction: string;
  /** How many profiles, or chunks of a profiler, lie over each other. */
  readonly sources: number;
  readonly frames: readonly ProfileFrame[];
  /** The main thread first. */
  readonly threads: readonly ThreadSamples[];
}

export const profileQuery = (organization: string, scope: Scope & { readonly query: string }) =>
  queryOptions({
    queryKey: ["profile", organization, scope],
    queryFn: async ({ signal }) => readProfile(await api.showFlamegraph({ organization, ...scope }, { signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

const nanosecondsInMs = 1e6;

function readProfile(answer: JsonObject): Profile {
  const shared = objectOf(answer["shared"]);
  return {
    transaction: textOf(answer["transactionName"]) ?? "",
    sources: listOf(shared["profiles"]).length,
    frames: listOf(shared["frames"]).map((frame) => frameOf(objectOf(frame))),
    threads: listOf(answer["profiles"]).map((thread, index) => threadOf(objectOf(thread), index)),
  };
}

function frameOf(frame: JsonObject): ProfileFrame {
  const file = textOf(frame["file"]) || textOf(frame["module"]) || textOf(frame["path"]) || "";
  const line = numberOf(frame["line"]) ?? 0;
  return { name: textOf(frame["name"]) || "(anonymous)", place: file === "" || line === 0 ? file : `${file}:${line}`, isOwn: frame["is_application"] === true };
}

function threadOf(thread: JsonObject, index: number): ThreadSamples {
  const numbers = (list: unknown) => listOf(list).map((value) => numberOf(value) ?? 0);
  return {
    name: textOf(thread["name"]) || `Thread ${textOf(thread["threadID"]) ?? index}`,
    isMain: thread["isMainThread"] === true,
    stacks: listOf(thread["samples"]).map(numbers),
    weights: numbers(thread["weights"]).map((nanoseconds) => nanoseconds / nanosecondsInMs),
    counts: numbers(thread["sample_counts"]),
  };
}
