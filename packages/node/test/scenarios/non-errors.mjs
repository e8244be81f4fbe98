/** Whatever may be thrown in JavaScript. */
export default async function ({ sdk, init }) {
  init();
  for (const value of ["just a string", { sku: "A-1", left: 0, code: 7 }, 42, null, undefined]) {
    sdk.captureException(value);
    await sdk.flush(60_000);
  }
}
