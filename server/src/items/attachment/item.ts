import { defineItem } from "../define-item.ts";

const types = new Set(["event.attachment", "event.minidump", "event.applecrashreport", "event.view_hierarchy", "unreal.context", "unreal.logs"]);

/** A file beside an event, which may come earlier, later or never (`protocol.md` §8.2). */
export const attachmentItem = defineItem({
  type: "attachment",
  decode: (item) => ({ value: item.payload }),
  finish: (bytes, _context, item) => {
    const { filename, content_type: contentType, attachment_type: type } = item.headers;
    return {
      kind: "attachment",
      attachment: {
        name: fileName(filename),
        contentType:
          typeof contentType === "string" && /^[\w.+-]+\/[\w.+-]+(?:;[ -~]*)?$/.test(contentType) ? contentType.slice(0, 128) : "application/octet-stream",
        type: typeof type === "string" && types.has(type) ? type : "event.attachment",
        bytes,
      },
    };
  },
});

// oxlint-disable-next-line no-control-regex -- control characters would end up in a Content-Disposition header
const controlCharacters = /[\u0000-\u001f\u007f]/g;

/** Never a path: the name is shown and offered for download. */
function fileName(sent: unknown): string {
  if (typeof sent !== "string") return "untitled";
  const name = sent
    .replace(/^.*[/\\]/s, "")
    .replaceAll(controlCharacters, "")
    .trim();
  return name === "" || name === "." || name === ".." ? "untitled" : name.slice(0, 255).toWellFormed();
}
