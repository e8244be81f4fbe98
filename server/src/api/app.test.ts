import { MessageChannel } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { withoutSignIn } from "./admission.ts";
import { connect } from "../platform/workers/rpc.ts";
import { createLiveHub } from "../live/hub.ts";
import { createApp } from "./app.ts";
import type { ApiStores } from "./context.ts";
import { defineEndpoint } from "./define-endpoint.ts";
import { fail } from "./errors.ts";
import { pageOfAll, pageQuery } from "./pagination.ts";
import { anywhere } from "./place.ts";

const letters = defineEndpoint({
  method: "get",
  path: "/letters/",
  summary: "Letters",
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  query: z.object({ ...pageQuery, only: z.array(z.string()).optional() }),
  response: z.array(z.string()),
  async handler({ query }) {
    const { rows, page } = pageOfAll(
      query,
      ["a", "b", "c", "d", "e"].filter((letter) => query.only?.includes(letter) ?? true),
    );
    return { body: [...rows], page };
  },
});

const echo = defineEndpoint({
  method: "post",
  path: "/letters/{letter}/",
  summary: "Echo",
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  params: z.object({ letter: z.string().regex(/^[a-z/ +]+$/) }),
  body: z.object({ name: z.string().max(5, "At most 5 characters."), tags: z.array(z.string()).default([]) }),
  status: 201,
  response: z.object({ letter: z.string(), name: z.string() }),
  async handler({ params, body }) {
    return { body: { letter: params.letter, name: body.name } };
  },
});

const broken = defineEndpoint({
  method: "get",
  path: "/broken/",
  summary: "A bug",
  auth: withoutSignIn,
  place: anywhere,
  scopes: [],
  handler: () => Promise.reject(new TypeError("a bug")),
});

function testApp() {
  const bugs: { error: unknown; id: string }[] = [];
  // Nothing here may reach a store: each call would reject.
  const { port1 } = new MessageChannel();
  port1.close();
  const state = connect<ApiStores["state"]>(port1);
  const writer = connect<ApiStores["writer"]>(port1);
  const telemetry = connect<ApiStores["telemetry"]>(port1);
  const blobs = connect<ApiStores["blobs"]>(port1);
  const app = createApp({
    stores: { state, writer, moves: connect<ApiStores["moves"]>(port1), telemetry, blobs },
    live: createLiveHub({ status: () => ({ lagMs: 0, pendingRecords: 0, pendingBytes: 0 }) }),
    tryRules: () => Promise.reject(new Error("none here")),
    clock: { now: () => 1_700_000_000_500 },
    publicUrl: () => "https://errors.example",
    version: "1.2.3",
    trustProxy: false,
    onError: (error, id) => bugs.push({ error, id }),
    endpoints: [letters, echo, broken],
  });
  // As the server adds its pages.
  app.get("*", (c) => c.html("a page"));
  const send = async (path: string, init?: RequestInit) => {
    const response = await app.request(`http://127.0.0.1${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === "" ? undefined : (JSON.parse(text) as unknown) };
  };
  const post = (path: string, body: unknown) =>
    send(path, {
      method: "POST",
      headers: { authorization: "", "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { send, post, bugs };
}

describe("routing", () => {
  const { send, post, bugs } = testApp();

  it("serves with and without the trailing slash, and with a bare question mark", async () => {
    for (const path of ["/api/0/letters/", "/api/0/letters", "/api/0/letters/?", "/api/0/letters/?cursor="]) {
      const { status, json } = await send(path);
      expect([path, status, json]).toEqual([path, 200, ["a", "b", "c", "d", "e"]]);
    }
  });

  it("decodes path segments once", async () => {
    expect((await post("/api/0/letters/a%2Fb/", { name: "x" })).json).toEqual({ letter: "a/b", name: "x" });
    expect((await post("/api/0/letters/a+b", { name: "x" })).json).toEqual({ letter: "a+b", name: "x" });
    expect((await post("/api/0/letters/a%2520b/", { name: "x" })).status).toBe(404);
  });

  it("holds no client that goes away while it sends for a bug", async () => {
    const leaving = new AbortController();
    const body = new ReadableStream({
      pull(stream) {
        leaving.abort();
        stream.error(new Error("aborted"));
      },
    });
    const known = bugs.length;
    const { status } = await send("/api/0/letters/a/", { method: "POST", body, signal: leaving.signal, duplex: "half" });
    expect([status, bugs.length]).toEqual([400, known]);
  });

  it("answers JSON with one key for unknown paths and methods", async () => {
    const unknown = await send("/api/0/nothing/here/");
    expect([unknown.status, unknown.json]).toEqual([404, { detail: "There is no such endpoint: GET /api/0/nothing/here/" }]);
    for (const path of ["/api", "/api/", "/api/1/letters/"]) expect([path, (await send(path)).status]).toEqual([path, 404]);
    expect((await send("/api/0/nothing/", { method: "POST" })).json).toEqual({ detail: "There is no such endpoint: POST /api/0/nothing/" });
    const method = await send("/api/0/letters/", { method: "PATCH" });
    expect([method.status, method.json, method.headers.get("allow")]).toEqual([405, { detail: 'Method "PATCH" not allowed.' }, "GET, HEAD, OPTIONS"]);
    expect((await send("/api/0/letters/", { method: "OPTIONS" })).status).toBe(204);
    const head = await send("/api/0/letters/", { method: "HEAD" });
    expect([head.status, head.json]).toEqual([200, undefined]);
  });

  it("sends the rate-limit headers with every reply, failures included", async () => {
    for (const path of ["/api/0/letters/", "/api/0/nothing/", "/api/0/broken/"]) {
      const { headers } = await send(path);
      expect([path, headers.get("x-sentry-rate-limit-concurrentlimit"), headers.get("x-sentry-rate-limit-reset")]).toEqual([path, "25", "1700000001"]);
      expect(headers.get("content-type")).toMatch(/^application\/json/);
    }
  });

  it("answers a bug with an id that is logged beside the error", async () => {
    bugs.length = 0;
    const { status, json } = await send("/api/0/broken/");
    expect(status).toBe(500);
    expect(bugs).toHaveLength(1);
    expect(json).toEqual({ detail: `Internal error ${bugs[0]?.id}. The server's log has the details.` });
    expect(bugs[0]?.error).toBeInstanceOf(TypeError);
  });
});

describe("input", () => {
  const { send, post } = testApp();
  const sameOrigin = { "x-vedette-csrf": "1" };

  it("collects repeated parameters and takes the last of single ones", async () => {
    expect((await send("/api/0/letters/?only=b&only=d")).json).toEqual(["b", "d"]);
    expect((await send("/api/0/letters/?only=b&unknown=1&per_page=3&per_page=1")).json).toEqual(["b"]);
  });

  it("names the field that is wrong", async () => {
    expect((await post("/api/0/letters/a/", { name: "too long" })).json).toEqual({ name: ["At most 5 characters."] });
    expect((await post("/api/0/letters/a/", {})).json).toEqual({ name: ["This field is required."] });
    expect((await post("/api/0/letters/a/", { name: "x", tags: ["y", 7] })).json).toEqual({ tags: ["1: Invalid input: expected string, received number"] });
    expect((await post("/api/0/letters/a/", [])).json).toEqual({ detail: "Invalid input: expected object, received array" });
    expect((await send("/api/0/letters/?per_page=many")).json).toEqual({ per_page: ["A valid integer is required."] });
  });

  it("refuses what is no JSON, and more than a megabyte of it", async () => {
    const malformed = await post("/api/0/letters/a/", "{oops");
    expect(malformed.status).toBe(400);
    expect(malformed.json).toEqual({ detail: expect.stringMatching(/^JSON parse error: /) as unknown });
    const large = await post("/api/0/letters/a/", JSON.stringify({ name: "x".repeat(1024 * 1024) }));
    expect([large.status, large.json]).toEqual([413, { detail: "The request body is larger than 1048576 bytes." }]);
    const streamed = await send("/api/0/letters/a/", {
      method: "POST",
      headers: sameOrigin,
      body: new Blob(["x".repeat(1024 * 1024 + 1)]).stream(),
      duplex: "half",
    });
    expect(streamed.status).toBe(413);
  });
});

describe("pages", () => {
  const { send } = testApp();

  it("prints both relations with absolute URLs and keeps the other parameters", async () => {
    const { headers } = await send("/api/0/letters/?only=a&only=b&only=c&per_page=2&cursor=");
    expect(headers.get("link")).toBe(
      '<https://errors.example/api/0/letters/?only=a&only=b&only=c&per_page=2&cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1", ' +
        '<https://errors.example/api/0/letters/?only=a&only=b&only=c&per_page=2&cursor=0:2:0>; rel="next"; results="true"; cursor="0:2:0"',
    );
  });

  it("can be walked to the end and back by the cursor attribute", async () => {
    const walk = async (relation: string, from: string) => {
      const seen: unknown[] = [];
      for (let cursor: string | undefined = from; cursor !== undefined;) {
        const { json, headers } = await send(`/api/0/letters/?per_page=2&cursor=${cursor}`);
        seen.push(json);
        cursor = new RegExp(`rel="${relation}"; results="true"; cursor="([^"]+)"`).exec(headers.get("link") ?? "")?.[1];
      }
      return seen;
    };
    expect(await walk("next", "")).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(await walk("previous", "0:4:0")).toEqual([["e"], ["c", "d"], ["a", "b"]]);
  });

  it("clamps the size and refuses foreign cursors", async () => {
    expect((await send("/api/0/letters/?per_page=10000")).json).toHaveLength(5);
    expect((await send("/api/0/letters/?limit=0")).json).toEqual(["a"]);
    const { status, json } = await send("/api/0/letters/?cursor=nonsense");
    expect([status, json]).toEqual([400, { detail: "Invalid cursor parameter." }]);
  });

  it("turns impossible table rows into nothing: every code has a status and a hint", () => {
    expect(fail("methodNotAllowed", { method: "PUT" }).body).toEqual({ detail: 'Method "PUT" not allowed.' });
  });
});
