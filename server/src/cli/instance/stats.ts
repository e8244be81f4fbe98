import { z } from "zod";
import type { ListedUpload } from "../../stores/uploads/port.ts";
import { defineCommand } from "../define-command.ts";
import { bytes, facts } from "../table.ts";

export const stats = defineCommand({
  words: ["stats"],
  summary: "What was accepted and processed, and the disk it takes",
  input: z.object({}),
  async run(context) {
    const { state, telemetry, blobs, log, uploads } = await context.stores();
    // The position first: what is accepted in between must not make the lag negative.
    const processed = await state.logPosition();
    const [counts, rows, bodies, waiting] = await Promise.all([state.counts(), telemetry.usage(), blobs.usage(), uploads.list()]);
    const accepted = log();
    const disk = { log: accepted.bytes, telemetry: rows.bytes, bodies: bodies.bodies, attachments: bodies.objects, uploads: bytesWaiting(waiting) };
    const total = Object.values(disk).reduce((sum, each) => sum + each, 0);
    // A log whose files were all reclaimed says nothing of what it held.
    const lastSeq = Math.max(accepted.lastSeq, processed);
    const json = { accepted: lastSeq, processed, lag: lastSeq - processed, bytes: total, disk, ...counts };
    return {
      json,
      text: facts({
        accepted: json.accepted,
        processed: json.processed,
        lag: json.lag,
        organizations: counts.organizations,
        projects: counts.projects,
        users: counts.users,
        issues: counts.issues,
        disk: `${bytes(total)} (log ${bytes(disk.log)}, telemetry ${bytes(disk.telemetry)}, bodies ${bytes(disk.bodies)}, attachments ${bytes(disk.attachments)}, waiting uploads ${bytes(disk.uploads)})`,
      }),
    };
  },
});

/** One that is spent has its bytes among the attachments. */
function bytesWaiting(uploads: readonly ListedUpload[]): number {
  return uploads.reduce((sum, { offset, isSpent }) => sum + (isSpent ? 0 : offset), 0);
}
