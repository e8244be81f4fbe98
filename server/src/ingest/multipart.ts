/** One part of a `multipart/form-data` body: a field, or a file when it has a filename. */
export interface Part {
  readonly name: string;
  readonly filename: string | undefined;
  readonly contentType: string | undefined;
  readonly data: Buffer;
}

const mostParts = 200;
const mostHeaderBytes = 16 * 1024;
const headerEnd = Buffer.from("\r\n\r\n");
const lineEnd = Buffer.from("\r\n");

/** The boundary of a multipart body by its content type; undefined for other bodies. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const match = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType ?? "");
  return match?.[1] ?? match?.[2];
}

/**
 * Splits a body that is at hand, without copying (RFC 7578); undefined when it is not well formed. Not undici's: that one
 * refuses boundaries of less than 27 characters, which crash reporters have, and copies every file.
 */
export function parseMultipart(body: Buffer, boundary: string): readonly Part[] | undefined {
  const delimiter = Buffer.from(`--${boundary}`);
  const between = Buffer.from(`\r\n--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(delimiter);
  // Before the first delimiter stands nothing, or a line that nobody reads.
  if (at === -1) return undefined;
  at += delimiter.length;
  for (;;) {
    if (body[at] === 0x2d && body[at + 1] === 0x2d) return parts;
    const start = body.indexOf(lineEnd, at);
    const end = start === -1 ? -1 : headersEnd(body, start);
    const next = end === -1 ? -1 : delimiterAfter(body, between, end - 2);
    if (next === -1 || end - start > mostHeaderBytes || parts.length >= mostParts) return undefined;
    const headers = body.toString("utf8", start + 2, end - 4);
    const part = partOf(headers, body.subarray(end, Math.max(next, end)));
    if (part === undefined) return undefined;
    parts.push(part);
    at = next + between.length;
  }
}

/** A delimiter ends its line: what only begins like one is part of the data. */
function delimiterAfter(body: Buffer, between: Buffer, from: number): number {
  for (let at = body.indexOf(between, from); at !== -1; at = body.indexOf(between, at + 1)) {
    const next = body[at + between.length];
    if (next === 0x0d || next === 0x2d || next === 0x20 || next === 0x09) return at;
  }
  return -1;
}

function headersEnd(body: Buffer, start: number): number {
  const found = body.indexOf(headerEnd, start);
  return found === -1 ? -1 : found + headerEnd.length;
}

function partOf(headers: string, data: Buffer): Part | undefined {
  const disposition = header(headers, "content-disposition");
  const name = parameter(disposition, "name");
  if (disposition === undefined || name === undefined) return undefined;
  return { name, filename: parameter(disposition, "filename"), contentType: header(headers, "content-type")?.slice(0, 200), data };
}

function header(headers: string, name: string): string | undefined {
  const line = headers.split(/\r?\n/).find((candidate) => candidate.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

function parameter(disposition: string | undefined, name: string): string | undefined {
  const match = new RegExp(`[;\\s]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, "i").exec(disposition ?? "");
  const value = match?.[1] ?? match?.[2];
  return value
    ?.replaceAll(/\\(["\\])/g, "$1")
    .replaceAll("%22", '"')
    .slice(0, 1024);
}
