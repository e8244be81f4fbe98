class RepositoryError extends Error {
  name = "RepositoryError";
}
class CheckoutError extends Error {
  name = "CheckoutError";
}

function connect() {
  throw new Error("connect ECONNREFUSED 10.0.0.5:5432");
}

function loadCart() {
  try {
    connect();
  } catch (cause) {
    throw new RepositoryError("could not load cart 77", { cause });
  }
}

/** A chain of causes and a group of errors. */
export default function ({ sdk, init }) {
  init();
  try {
    loadCart();
  } catch (cause) {
    sdk.captureException(new CheckoutError("checkout failed", { cause }));
  }
  const parts = [new TypeError("price is not a number"), new RangeError("quantity -1 out of range")];
  sdk.captureException(new AggregateError(parts, "order is invalid"));
}
