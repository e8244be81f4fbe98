import { expect, test } from "vitest";
import { createLazyApplication } from "./lazy-application.ts";

const ask = (fetch: ReturnType<typeof createLazyApplication>) => fetch(new Request("http://localhost/"), {});

test("the application is made once, at the first request", async () => {
  let made = 0;
  const fetch = createLazyApplication(
    async () => {
      made += 1;
      return { fetch: () => new Response("here") };
    },
    (error) => expect.fail(String(error)),
  );
  expect(made).toBe(0);
  const answers = await Promise.all([ask(fetch), ask(fetch)]);
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(["here", "here"]);
  expect(made).toBe(1);
});

test("one that cannot be loaded is told, and tried again", async () => {
  const errors: unknown[] = [];
  let isThere = false;
  const fetch = createLazyApplication(
    () => (isThere ? Promise.resolve({ fetch: () => new Response("here") }) : Promise.reject(new Error("no such file"))),
    (error) => errors.push(error),
  );
  const refused = await ask(fetch);
  expect([refused.status, await refused.json()]).toEqual([503, { detail: expect.stringContaining("restart it") as unknown }]);
  expect(errors).toEqual([new Error("no such file")]);
  isThere = true;
  expect(await (await ask(fetch)).text()).toBe("here");
});
