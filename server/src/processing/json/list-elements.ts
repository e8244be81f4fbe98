const quote = 0x22;
const backslash = 0x5c;

/** Where the elements of a JSON list lie in its text, as [start, end) in bytes; undefined when it is no list or does not close. */
export function listElements(bytes: Uint8Array): readonly (readonly [start: number, end: number])[] | undefined {
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== 0x5b) return undefined;
  at = skipSpace(bytes, at + 1);
  const found: (readonly [number, number])[] = [];
  if (bytes[at] === 0x5d) return skipSpace(bytes, at + 1) === bytes.length ? found : undefined;
  for (;;) {
    const end = elementEnd(bytes, at);
    if (end === undefined || end === at) return undefined;
    found.push([at, end]);
    if (bytes[end] === 0x5d) return skipSpace(bytes, end + 1) === bytes.length ? found : undefined;
    at = skipSpace(bytes, end + 1);
  }
}

/** The comma or bracket behind the element that starts here. Whether the element is JSON is for whoever parses it. */
function elementEnd(bytes: Uint8Array, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      at = stringEnd(bytes, at + 1);
    } else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) {
      if (depth === 0) return at;
      depth--;
    } else if (byte === 0x2c && depth === 0) return at;
  }
  return undefined;
}

/** The closing quote of the string whose first character is here. */
function stringEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
