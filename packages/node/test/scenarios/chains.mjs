/** A long chain of causes, and a class that kept the name of its parent. */
export default async function ({ sdk, init }) {
  init();
  let chain = new Error("link 0");
  for (let link = 1; link < 9; link++) chain = new Error(`link ${link}`, { cause: chain });
  sdk.captureException(chain);
  class PaymentError extends Error {}
  sdk.captureException(new PaymentError("declined"));
}
