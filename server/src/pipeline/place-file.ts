import { hash } from "node:crypto";
import type { FinishedAttachment } from "../items/define-item.ts";
import type { ProcessedAttachment } from "./batch.ts";
import type { BodyBlocks } from "./body-blocks.ts";

/**
 * Up to here a file goes into a block: its share of the one sync that the bodies need anyway, instead of two of its own. A larger
 * one would make the segments that deletions rewrite grow faster than it saves.
 */
const smallFileBytes = 1024 * 1024;
/** Files are alike less often than events are: larger blocks would only make reading one dearer. */
export const fileBlockBytes = 512 * 1024;

/** Where the bytes of a file go: among other small ones, into a file of their own, or nowhere, since they were uploaded. */
export function placeFile(content: FinishedAttachment["content"], blocks: BodyBlocks): Pick<ProcessedAttachment, "size" | "sha1" | "body" | "file" | "upload"> {
  if ("sha1" in content) return { size: content.size, sha1: content.sha1, body: null, file: null, upload: content.id };
  const { length } = content;
  const isLarge = length > smallFileBytes;
  return {
    size: length,
    sha1: hash("sha1", content, "hex"),
    body: isLarge || length === 0 ? null : blocks.add(content),
    // A copy: the payload is a view into the record, and only this part of it moves on to the writer.
    file: isLarge ? new Uint8Array(content) : null,
    upload: null,
  };
}
