import { beforeEach, describe, expect, it } from "vitest";
import { KeyCache, type KeyAccess } from "./key-cache.ts";
import { keyAccess, KEY } from "./testing.ts";

describe("KeyCache", () => {
  let now: number;
  let asked: string[];
  let answer: () => Promise<KeyAccess | undefined>;
  let cache: KeyCache;
  beforeEach(() => {
    now = 0;
    asked = [];
    answer = () => Promise.resolve(keyAccess());
    const lookUp = (publicKey: string): Promise<KeyAccess | undefined> => {
      asked.push(publicKey);
      return answer();
    };
    cache = new KeyCache(lookUp, { now: () => now });
  });

  it("remembers a key for seconds and an unknown key for less", async () => {
    await cache.get(KEY);
    now = 4999;
    expect(cache.peek(KEY)?.access?.key.id).toBe(7);
    now = 5000;
    expect(cache.peek(KEY)).toBeUndefined();
    answer = () => Promise.resolve(undefined);
    await cache.get(KEY);
    now = 5999;
    expect(cache.peek(KEY)).toMatchObject({ access: undefined });
    now = 6000;
    expect(cache.peek(KEY)).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  it("shares one question between all who wait for its answer", async () => {
    const all = await Promise.all([cache.get(KEY), cache.get(KEY), cache.get(KEY)]);
    expect(all.map((access) => access?.projectId)).toEqual([42, 42, 42]);
    expect(asked).toHaveLength(1);
  });

  it("does not keep an answer that a change has overtaken", async () => {
    let finish: (access: KeyAccess) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const before = cache.get(KEY);
    cache.invalidate(KEY);
    answer = () => Promise.resolve(keyAccess({ projectStatus: "disabled" }));
    const after = cache.get(KEY);
    finish(keyAccess());
    expect((await before)?.projectStatus).toBe("active");
    expect((await after)?.projectStatus).toBe("disabled");
    expect(cache.peek(KEY)?.access?.projectStatus).toBe("disabled");
  });

  it("forgets the oldest of ten thousand keys, not all of them", async () => {
    for (let index = 0; index <= 10_000; index++) await cache.get(String(index));
    expect(cache.peek("0")).toBeUndefined();
    expect(cache.peek("1")).toBeDefined();
    expect(cache.peek("10000")).toBeDefined();
  });

  it("goes by the former answer when the store cannot be asked", async () => {
    await cache.get(KEY);
    now = 60_000;
    answer = () => Promise.reject(new Error("gone"));
    expect((await cache.get(KEY))?.key.id).toBe(7);
    await expect(cache.get("f".repeat(32))).rejects.toThrow("gone");
  });
});
