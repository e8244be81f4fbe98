/** Messages of every level, with parameters, and events made by hand. */
export default async function ({ sdk, init }) {
  init();
  for (const level of ["fatal", "error", "warning", "log", "info", "debug"]) sdk.captureMessage(`stock is low (${level})`, level);
  sdk.captureMessage("no level given");
  sdk.captureMessage(sdk.parameterize`user ${"Ada"} has ${3} carts`, "warning");
  sdk.captureEvent({ message: "hand made event", level: "info", logger: "billing", tags: { made: "by-hand" } });
}
