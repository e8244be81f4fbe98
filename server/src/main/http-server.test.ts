import { once } from "node:events";
import http from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { createHttpServer } from "./http-server.ts";

const noIngest = { matches: () => false, handle: () => undefined };

test("a request under way is answered before the server closes; a connection that asks nothing holds nothing up", async () => {
  const { promise: isAnswered, resolve: answer } = Promise.withResolvers<Response>();
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<undefined>();
  const server = createHttpServer(noIngest, () => {
    arrive(undefined);
    return isAnswered;
  });
  const port = await server.listen({ host: "127.0.0.1", port: 0 });
  const silent = connect(port, "127.0.0.1");
  await once(silent, "connect");
  const response = fetch(`http://127.0.0.1:${port}/`);
  await arrived;
  const closed = server.close(60_000);
  answer(new Response("kept"));
  expect(await (await response).text()).toBe("kept");
  await closed;
  await once(silent.resume(), "close");
});

test("patience with a request that does not end is limited", async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<undefined>();
  const server = createHttpServer(noIngest, () => {
    arrive(undefined);
    return new Promise<Response>(() => undefined);
  });
  const port = await server.listen({ host: "127.0.0.1", port: 0 });
  const request = http.get({ port, host: "127.0.0.1", path: "/" });
  const failed = once(request, "error");
  await arrived;
  await server.close(0);
  expect(await failed).toEqual([expect.objectContaining({ code: "ECONNRESET" })]);
});

test("an address in use is told with what to do", async () => {
  const first = createHttpServer(noIngest, () => new Response());
  const port = await first.listen({ host: "127.0.0.1", port: 0 });
  const second = createHttpServer(noIngest, () => new Response());
  await expect(second.listen({ host: "127.0.0.1", port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use.`);
  await first.close(0);
});
