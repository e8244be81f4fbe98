/** A group of errors with causes of their own, and a cause that is no error. */
export default async function ({ sdk, init }) {
  init();
  const inner = new TypeError("price is missing", { cause: new RangeError("index 7") });
  sdk.captureException(new AggregateError([inner, new Error("second"), "a text among them"], "order is invalid"));
  sdk.captureException(new Error("with a text as its cause", { cause: "no error" }));
}
