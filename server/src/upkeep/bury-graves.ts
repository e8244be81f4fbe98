import { setImmediate } from "node:timers/promises";
import type { UpkeepStores } from "./run-jobs.ts";

const pagesPerStep = 500;

/** Takes bodies and files off the disk whose rows are gone, and gives back the pages that the rows were in. */
export async function buryGraves({ telemetry, blobs }: Pick<UpkeepStores, "telemetry" | "blobs">): Promise<void> {
  const graves = await telemetry.graves();
  for (const grave of graves) {
    const { day, bodies, object } = grave;
    if (bodies !== null) await blobs.wipe(day, bodies.segment, new Set(bodies.ordinals));
    if (object !== null) await blobs.deleteObject({ kind: "attachment", day, ...object });
    await telemetry.fillGrave(grave);
    await setImmediate();
  }
  for (const partition of new Set(graves.map((grave) => grave.partition))) {
    while (await telemetry.shrink(partition, pagesPerStep)) await setImmediate();
  }
}
