/** A monitor's runs, reported by hand and by `withMonitor`. */
export default async function ({ sdk, init }) {
  init();
  const config = {
    schedule: { type: "crontab", value: "*/5 * * * *" },
    checkinMargin: 2,
    maxRuntime: 10,
    timezone: "Europe/Vienna",
    failureIssueThreshold: 2,
    recoveryThreshold: 3,
  };
  const checkInId = sdk.captureCheckIn({ monitorSlug: "nightly-invoices", status: "in_progress" }, config);
  sdk.captureCheckIn({ checkInId, monitorSlug: "nightly-invoices", status: "ok", duration: 1.5 });
  sdk.captureCheckIn({ monitorSlug: "heartbeat", status: "error" });
  await sdk.withMonitor("cleanup", async () => {}, { schedule: { type: "interval", value: 2, unit: "hour" } });
  try {
    await sdk.withMonitor("cleanup-failing", async () => {
      throw new Error("disk is full");
    });
  } catch (error) {
    sdk.captureException(error);
  }
}
