/** A request in the discover language that cannot be answered: 400 with `message` (`api.md` §3.4). */
export class DiscoverError extends Error {
  override readonly name = "DiscoverError";
}
