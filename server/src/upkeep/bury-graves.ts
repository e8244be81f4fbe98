import { setImmediate } from "node:timers/promises";
import type { UpkeepStores } from "./run-jobs.ts";

const pagesPerStep = 500;

/** Takes bodies and files off the disk whose rows are gone, and gives back the pages that the rows were in. */
export async function buryGraves({ telemetry, blobs }: Pick<UpkeepStores, "telemetry" | "blobs">): Promise<void> {
  for (const partition of await telemetry.removalDays()) {
    const graves = await telemetry.graves(partition);
    for (const grave of graves) {
      const { day, bodies, object } = grave;
      if (bodies !== null) await blobs.wipe(day, bodies.segment, new Set(bodies.ordinals));
      if (object !== null) await blobs.deleteObject({ kind: "attachment", day, ...object });
      await telemetry.fillGrave(grave);
      await setImmediate();
    }
    if (graves.length > 0) while (await telemetry.shrink(partition, pagesPerStep)) await setImmediate();
    await setImmediate();
  }
}
