/** A healthy session and one with an error. */
export default async function ({ sdk, init }) {
  init();
  sdk.endSession();
  await sdk.flush(60_000);
  sdk.setUser({ id: "u-42" });
  sdk.startSession();
  sdk.captureSession();
  sdk.endSession();
  sdk.startSession();
  sdk.captureException(new Error("an error inside the session"));
  await sdk.flush(60_000);
  sdk.endSession();
}
