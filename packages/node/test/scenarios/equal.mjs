/** Equal errors one after the other. */
export default async function ({ sdk, init }) {
  init();
  for (let round = 0; round < 3; round++) sdk.captureException(new Error("one place, three objects"));
}
