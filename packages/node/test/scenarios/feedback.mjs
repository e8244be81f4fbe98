/** What a person wrote, with and without the error that they saw. */
export default function ({ sdk, init }) {
  init();
  const associatedEventId = sdk.captureException(new Error("user saw this"), { event_id: "1fdcb8318f674377b1aeffbd74e5aaa5" });
  sdk.captureFeedback({
    name: "Ada",
    email: "ada@example.com",
    message: "The pay button does nothing 😞",
    associatedEventId,
    url: "https://shop.example.com/pay",
    source: "form",
  });
  sdk.captureFeedback({ message: "only a message" }, { captureContext: { tags: { area: "search" } } });
}
