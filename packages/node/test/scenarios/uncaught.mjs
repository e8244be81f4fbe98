/** The process dies of it. */
export default function ({ init }) {
  init();
  setTimeout(() => {
    String(undefined.number);
  }, 10);
  return "crashes";
}
