/** What is not reported twice, and what is. */
export default async function ({ sdk, init }) {
  init({ ignoreErrors: ["left out by its text", /^RangeError/, "SyntaxError"] });
  const error = new Error("one object, three handlers");
  for (let handler = 0; handler < 3; handler++) sdk.captureException(error);
  sdk.captureException(new Error("this is left out by its text, yes"));
  sdk.captureException(new RangeError("left out by pattern"));
  sdk.captureException(new SyntaxError("left out by name"));
}
