import { z } from "zod";

/** ISO 8601 in UTC with `Z`: some clients refuse `+00:00` (`api.md` §1.1). */
export const isoDate = (milliseconds: number): string => new Date(milliseconds).toISOString();

export const isoDateOrNull = (milliseconds: number | null): string | null => (milliseconds === null ? null : isoDate(milliseconds));

/** A date in a response. */
export const date = z.iso.datetime({ precision: 3 });
