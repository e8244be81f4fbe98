import { expect, test } from "vitest";
import { cli, newProject, startServer, until } from "./harness.ts";
import { pick } from "./json-path.ts";
import { countedEvents, envelopeUrl, eventEnvelope, missing, newEventId, post, pump } from "./load.ts";

test("over the pending limit ingest answers 429 with Retry-After before memory grows, and keeps what it took", async () => {
  await using server = await startServer({ env: { VEDETTE_MAX_PENDING_MB: "1" } });
  const project = await newProject(server, "pressure");
  const before = server.rssMb();
  const load = pump(server, project, 24, () => ({
    message: "burst",
    extra: { pad: Array.from({ length: 12 }, () => Math.random().toString(36).repeat(600)) },
  }));
  try {
    await until("a refusal", () => (load.refused.get(429) ?? 0) > 10);
  } finally {
    await load.stop();
  }
  expect([...load.refused.keys()]).toEqual([429]);
  const refusal = load.samples.get(429);
  expect(Number(refusal?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refusal?.headers.get("access-control-allow-origin")).toBe("*");
  expect(refusal?.headers.get("access-control-expose-headers")?.toLowerCase()).toContain("retry-after");
  expect(refusal?.body).toMatch(/"detail":/);
  // 24 requests of about 90 KB in flight, 1 MB pending, one batch in work: far below this unless refused requests pile up.
  expect(server.peakRssMb() - before).toBeLessThan(200);

  expect(await missing(server, project, load.accepted)).toEqual([]);
  expect(await countedEvents(server, project)).toBe(load.accepted.size);

  // Drained, it takes events again.
  const id = newEventId();
  expect((await post(envelopeUrl(server, project), eventEnvelope(id, { message: "after the burst" }))).status).toBe(200);
  expect(await missing(server, project, [id])).toEqual([]);
  expect(pick(await cli(server, "stats"), "accepted")).toBeGreaterThanOrEqual(load.accepted.size + 1);
});
