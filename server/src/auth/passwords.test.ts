import { expect, it } from "vitest";
import { hashPassword, verifyNothing, verifyPassword } from "./passwords.ts";

it("keeps a PHC string with its own salt that only the password opens", async () => {
  const hash = await hashPassword("correct horse");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await hashPassword("correct horse")).not.toBe(hash);
  expect(await verifyPassword("correct horse", hash)).toBe(true);
  expect(await verifyPassword("correct horsf", hash)).toBe(false);
});

it("reads hashes of other programs, and takes the same letters in another encoding", async () => {
  // Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
  const reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  expect(await verifyPassword("password", reference)).toBe(true);
  expect(await verifyPassword("Caf\u00e9 noir", await hashPassword("Cafe\u0301 noir"))).toBe(true);
});

it("refuses what is no hash, and what is nobody's password", async () => {
  for (const text of ["", "plain", "$2b$10$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA"])
    expect(await verifyPassword("x", text)).toBe(false);
  expect(await verifyNothing("x")).toBe(false);
});
