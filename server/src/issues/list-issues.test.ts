import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { seededApi, type SeededApi } from "../../test/seeded-api.ts";

const now = Date.UTC(2026, 9, 1, 12, 30);
const day = 86_400_000;
const letters = "abcdefghijklmnopqrstuvwxyz";
const row = z.object({ id: z.string(), title: z.string(), count: z.string(), userCount: z.int() });

let api: SeededApi;

/** Sixty issues; those that came first are the ones left open, so that a search for them must pass all others. */
beforeAll(async () => {
  api = await seededApi(now);
  const kinds = Array.from({ length: 60 }, (_, n) => `${letters.charAt(n / 26)}${letters.charAt(n % 26)}`);
  const event = (kind: string, n: number, at: number, user: string) => ({
    project: api.ids.shop,
    id: n.toString(16).padStart(32, "0"),
    at,
    payload: {
      environment: "production",
      user: { id: user },
      exception: { values: [{ type: `Kind${kind}`, value: "x", stacktrace: { frames: [{ filename: `${kind}.js`, function: kind, in_app: true }] } }] },
    },
  });
  await api.ingest(kinds.map((kind, n) => event(kind, n + 1, now - 3 * day + n * 60_000, "1")));
  // The first one is old and goes on.
  await api.ingest([event("aa", 100, now - 60_000, "2"), event("aa", 101, now - 30_000, "2")]);
  const all = z.array(row).parse((await api.get("/organizations/acme/issues/?query=&sort=new&per_page=100")).json);
  const resolved = all.slice(0, 55).map((issue) => `id=${issue.id}`);
  await api.call("PUT", `/organizations/acme/issues/?${resolved.join("&")}`, { body: { status: "resolved" } });
});
afterAll(() => api.close());

async function walk(query: string): Promise<readonly string[]> {
  const titles: string[] = [];
  let cursor: string | undefined = "";
  while (cursor !== undefined) {
    const { json, headers } = await api.get(`/organizations/acme/issues/?${query}&per_page=2&cursor=${cursor}`);
    titles.push(
      ...z
        .array(row)
        .parse(json)
        .map((issue) => issue.title.slice(0, 6)),
    );
    cursor = /rel="next"; results="true"; cursor="([^"]+)"/.exec(headers.get("link") ?? "")?.[1];
  }
  return titles;
}

test("matches far down the list are found, whoever sorts", async () => {
  const open = ["Kindaa", "Kindae", "Kindad", "Kindac", "Kindab"];
  for (const query of [
    "query=is:unresolved",
    "query=is:unresolved environment:production",
    "query=is:unresolved&sort=freq&statsPeriod=14d",
    "query=is:unresolved&sort=user&environment=production",
  ]) {
    expect([query, await walk(query)]).toEqual([query, open]);
  }
});

test("an issue older than the period is counted within it, others over their life", async () => {
  const read = async (query: string) =>
    z
      .array(row)
      .parse((await api.get(`/organizations/acme/issues/?query=is:unresolved&${query}`)).json)
      .map(({ title, count, userCount }) => [title.slice(0, 6), count, userCount]);
  expect(await read("statsPeriod=24h")).toEqual([["Kindaa", "2", 1]]);
  expect((await read("statsPeriod=14d"))[0]).toEqual(["Kindaa", "3", 2]);
  // Between its two bursts: it may be listed, but nothing is counted.
  expect(await read("start=2026-09-29T12:00:00&end=2026-09-30T12:00:00")).toContainEqual(["Kindaa", "0", 0]);
  expect(await read("start=2026-09-29T12:00:00&end=2026-09-30T12:00:00&sort=freq")).toEqual([]);
  expect(await read("statsPeriod=24h&sort=freq")).toEqual([["Kindaa", "2", 1]]);
});

test("what is frequent in a period need not have been frequent before, forwards and backwards", async () => {
  const { blog } = api.ids;
  let n = 1000;
  const events = (kind: string, ages: readonly number[]) =>
    ages.map((age) => {
      n++;
      return {
        project: blog,
        id: n.toString(16).padStart(32, "0"),
        at: now - age * day - n,
        payload: {
          user: { id: String(n) },
          exception: { values: [{ type: kind, value: "x", stacktrace: { frames: [{ filename: `${kind}.js`, function: kind, in_app: true }] } }] },
        },
      };
    });
  // Ages in days: most of the first two lies before the period of 14 days, the fourth does altogether.
  const all = [
    ...events("Oldest", [20, 20, 20, 20, 20, 20, 20, 1]),
    ...events("Middle", [20, 20, 20, 20, 3, 2]),
    ...events("Fresh", [3, 2, 1]),
    ...events("Gone", [20, 20]),
    ...events("Newest", [0.5]),
    ...events("Twice", [0.6, 0.5]),
  ];
  await api.ingest(all.toSorted((a, b) => a.at - b.at));
  const titles = (json: unknown) =>
    z
      .array(row)
      .parse(json)
      .map((issue) => `${issue.title.replace(/:.*/, "")} ${issue.count} ${issue.userCount}`);
  for (const sort of ["freq", "user"]) {
    const base = `/projects/acme/blog/issues/?query=&sort=${sort}&start=2026-09-17T12:30:00&end=2026-10-02T00:00:00`;
    const whole = titles((await api.get(base)).json);
    expect(whole[0]).toBe("Fresh 3 3");
    expect(whole.slice(1, 3).toSorted()).toEqual(["Middle 2 2", "Twice 2 2"]);
    expect(whole.slice(3).toSorted()).toEqual(["Newest 1 1", "Oldest 1 1"]);
    const forwards: string[] = [];
    const backwards: string[] = [];
    let cursor: string | undefined = "";
    let back: string | undefined;
    while (cursor !== undefined) {
      const { json, headers } = await api.get(`${base}&per_page=1&cursor=${cursor}`);
      forwards.push(...titles(json));
      cursor = /rel="next"; results="true"; cursor="([^"]+)"/.exec(headers.get("link") ?? "")?.[1];
      back = /rel="previous"; results="true"; cursor="([^"]+)"/.exec(headers.get("link") ?? "")?.[1];
    }
    while (back !== undefined) {
      const { json, headers } = await api.get(`${base}&per_page=1&cursor=${back}`);
      backwards.unshift(...titles(json));
      back = /rel="previous"; results="true"; cursor="([^"]+)"/.exec(headers.get("link") ?? "")?.[1];
    }
    expect([forwards, backwards]).toEqual([whole, whole.slice(0, -1)]);
  }
});

const long = {
  terms: Array.from({ length: 100 }, (_, n) => `!message:*a*${n}*`).join(" "),
  lists: `title:[${Array.from({ length: 500 }, (_, n) => `*${n}*`).join(",")}]`,
  tags: `browser:[${Array.from({ length: 500 }, (_, n) => `*${n}*`).join(",")}]`,
  wildcards: `title:${"*a".repeat(4000)}`,
};

test.each(["date", "new", "freq", "user"])("the longest queries are answered, sorted by %s", async (sort) => {
  for (const query of Object.values(long)) {
    const { status } = await api.get(`/organizations/acme/issues/?statsPeriod=14d&sort=${sort}&query=${encodeURIComponent(query)}`);
    expect([query.slice(0, 30), status]).toEqual([query.slice(0, 30), 200]);
  }
});

test.each([
  ["terms", "is:new ".repeat(101), "Queries are limited to 100 terms"],
  ["list values", `id:[${"1,".repeat(500)}1]`, "The lists of a query are limited to 500 values"],
])("more %s than a query may have are refused", async (_, query, detail) => {
  const { status, json } = await api.get(`/organizations/acme/issues/?query=${encodeURIComponent(query)}`);
  expect([status, json]).toEqual([400, { detail }]);
});
