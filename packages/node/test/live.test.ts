import * as sdk from "@vedette/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventDetail, newProject, startServer, until, type Project, type Server } from "../../../server/test/harness.ts";
import { listAt, pick } from "../../../server/test/json-path.ts";

// Our SDK against our server, over the network and back through the REST API.

let server: Server;
let project: Project;
beforeAll(async () => {
  server = await startServer();
  project = await newProject(server, "sdk live");
  sdk.init({ dsn: project.dsn, release: "shop@3.2.1", environment: "staging", tracesSampleRate: 1 });
});
afterAll(async () => {
  await sdk.close(2000);
  await server[Symbol.asyncDispose]();
});

const entry = (event: unknown, type: string): unknown =>
  pick(
    listAt(event, "entries").find((candidate) => pick(candidate, "type") === type),
    "data",
  );

const stored = (id: string): Promise<unknown> => until(`event ${id}`, () => eventDetail(server, project, id));

test("an error arrives with its causes, source lines, tags and breadcrumbs", async () => {
  const { status, id } = await sdk.withIsolationScope(() => {
    sdk.setTag("cart", 77);
    sdk.setUser({ id: "u-42" });
    sdk.addBreadcrumb({ category: "cart", message: "opened" });
    return sdk.captureException(new TypeError("cart 77 cannot be paid", { cause: new RangeError("card expired") }), { wait: true });
  });
  expect(status).toBe("sent");
  const event = await stored(id);
  expect(event).toMatchObject({ title: "TypeError: cart 77 cannot be paid", user: { id: "u-42" }, release: { version: "shop@3.2.1" } });
  const values = listAt(entry(event, "exception"), "values");
  expect(values.map((value) => pick(value, "type"))).toEqual(["RangeError", "TypeError"]);
  expect(pick(values, 1, "stacktrace", "frames", -1)).toMatchObject({
    inApp: true,
    context: expect.arrayContaining([[expect.any(Number), expect.stringContaining("cart 77 cannot be paid")]]),
  });
  expect(listAt(entry(event, "breadcrumbs"), "values").map((crumb) => pick(crumb, "message"))).toContain("opened");
});

test("a burst of 1,000 errors is stored whole", async () => {
  const ids = Array.from({ length: 1000 }, (_, index) => sdk.captureException(new Error(`burst ${index}`)));
  expect(await sdk.flush(60_000)).toBe(true);
  for (const id of [ids[0], ids[499], ids[999]]) expect(await stored(id ?? "")).toMatchObject({ eventID: id });
});

test("a transaction arrives with its spans and the trace of the errors inside", async () => {
  let traceId = "";
  const id = sdk.startSpan({ name: "nightly import", op: "task" }, (span) => {
    traceId = span.spanContext().traceId;
    sdk.startSpan({ name: "SELECT 1", op: "db.query" }, () => undefined);
    return sdk.captureException(new Error("inside the span"));
  });
  await sdk.flush(60_000);
  expect(pick(await stored(id), "contexts", "trace", "trace_id")).toBe(traceId);
});
