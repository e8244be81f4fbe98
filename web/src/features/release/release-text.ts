import type { ChipTone } from "../../ui/chip.tsx";
import type { ReleaseHealth, ReleaseShape } from "./queries.ts";

/** "99.3 %", and never "100 %" of what is not all. */
export function rateText(percent: number | null | undefined): string {
  if (percent === null || percent === undefined) return "–";
  if (percent === 100) return "100 %";
  const digits = percent > 99.9 ? 3 : percent > 99 ? 2 : 1;
  const factor = 10 ** digits;
  return `${(Math.floor(percent * factor) / factor).toFixed(digits)} %`;
}

/** How much there is to worry about. */
export function rateTone(percent: number | null | undefined): "good" | "warning" | "error" | "none" {
  if (percent === null || percent === undefined) return "none";
  return percent >= 99.5 ? "good" : percent >= 97 ? "warning" : "error";
}

type Stage = NonNullable<ReleaseShape["adoptionStages"]>[string]["stage"];

export const stages: Readonly<Record<Stage, { readonly text: string; readonly tone: ChipTone }>> = {
  adopted: { text: "Adopted", tone: "good" },
  replaced: { text: "Replaced", tone: "neutral" },
  low_adoption: { text: "Low adoption", tone: "info" },
  not_adopted: { text: "No sessions", tone: "neutral" },
};

export interface ProjectRow {
  readonly id: number;
  readonly slug: string;
  readonly stage: Stage | undefined;
  readonly health: ReleaseHealth | undefined;
  /** Issues of the project that began with the release. */
  readonly newIssues: number;
}

export function projectRows({ projects, adoptionStages }: ReleaseShape): readonly ProjectRow[] {
  return projects.map(({ id, slug, newGroups, hasHealthData, healthData }) => ({
    id,
    slug,
    stage: hasHealthData ? adoptionStages?.[slug]?.stage : undefined,
    health: hasHealthData ? healthData : undefined,
    newIssues: newGroups,
  }));
}

export function sessionSeries(health: ReleaseHealth | undefined): readonly number[] {
  return Object.values(health?.stats ?? {})[0]?.map(([, count]) => count) ?? [];
}
