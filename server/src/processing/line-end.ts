/** What Python's `splitlines` breaks at, by which titles and messages have been cut to lines elsewhere. */
// oxlint-disable-next-line no-control-regex -- the separators are control characters
export const lineEnd = /\r\n|[\n\r\v\f\u001C-\u001E\u0085\u2028\u2029]/;
