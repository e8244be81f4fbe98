/**
 * Ids come from `Math.random` (xorshift128+ seeded by the system), not from Web Crypto: they must be unique, not secret, and
 * the first touch of `globalThis.crypto` costs Node 20 several milliseconds of the start-up time that we promise to save.
 */
const chunk = (): string =>
  Math.floor(Math.random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, "0");

/** 32 lowercase hexadecimal digits: event, trace, check-in and session ids. */
export const randomId = (): string => chunk() + chunk() + chunk() + chunk();

/** 16 lowercase hexadecimal digits. */
export const randomSpanId = (): string => chunk() + chunk();
