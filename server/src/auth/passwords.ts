import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** OWASP's first choice: argon2id with 19 MiB, two passes, one lane. */
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1 };
const tagLength = 32;

const encode = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

/** The PHC string of a password: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive("argon2id", { message: password.normalize("NFKC"), nonce: salt, tagLength, ...cost });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${encode(salt)}$${encode(tag)}`;
}

/** Whether the password belongs to the PHC string, whose own cost is used. Takes the same time whatever differs. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, hash] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc) ?? [];
  if (salt === undefined || hash === undefined) return false;
  const wanted = Buffer.from(hash, "base64");
  const tag = await derive("argon2id", {
    message: password.normalize("NFKC"),
    nonce: Buffer.from(salt, "base64"),
    tagLength: wanted.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(tag, wanted);
}

/** Costs as much as checking a real password, so that sign-in takes equally long whether the email is known or not. */
export async function verifyNothing(password: string): Promise<false> {
  await derive("argon2id", { message: password.normalize("NFKC"), nonce: Buffer.alloc(16), tagLength, ...cost });
  return false;
}

export const passwordRule = "At least 8 and at most 256 characters.";
export const isAcceptablePassword = (password: string): boolean => password.length >= 8 && password.length <= 256;
