import { fail } from "./errors.ts";

/** The body as text, refused as soon as it turns out larger than `limit` bytes. */
export async function readBody(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw fail("tooLarge", { limit });
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > limit) throw fail("tooLarge", { limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
