/** What a person typed into a search box and cannot be searched for: answered as 400 with `message` (`api.md` §3.1). */
export class SearchError extends Error {
  override readonly name = "SearchError";
  /** Position of the offending part in the query, counted from 1. */
  readonly column: number;

  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}
