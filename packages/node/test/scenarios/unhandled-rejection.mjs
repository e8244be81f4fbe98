/** The application looks at rejections itself, so the process lives. */
export default async function ({ init }) {
  init();
  process.on("unhandledRejection", () => {});
  void Promise.reject(new RangeError("no price for A-1"));
  await new Promise((resolve) => setTimeout(resolve, 20));
}
