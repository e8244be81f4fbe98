import { DumpReader } from "../minidump/dump-reader.ts";

export interface UnrealFile {
  readonly name: string;
  readonly kind: "minidump" | "applecrashreport" | "log" | "config" | "context" | "unknown";
  readonly bytes: Uint8Array;
}

const mostFiles = 100;
const mostName = 1024;

/**
 * The files of an Unreal Engine crash, inflated. A header of two names, a size and a count stands at both ends, of which the
 * first is a placeholder; between lie the files, each with its number, name and length. Undefined for anything else.
 */
export function readUnrealCrash(bytes: Uint8Array): readonly UnrealFile[] | undefined {
  const reader = new DumpReader(bytes);
  const count = reader.u32(bytes.length - 4);
  let at = headerEnd(reader, 0);
  if (count === undefined || count > mostFiles || at === undefined) return undefined;
  const files: UnrealFile[] = [];
  for (let i = 0; i < count; i++) {
    const name = nameAt(reader, at + 4);
    const length = name === undefined ? undefined : reader.u32(name.end);
    const data = name === undefined || length === undefined ? undefined : reader.slice({ offset: name.end + 4, size: length });
    if (name === undefined || length === undefined || data === undefined) return undefined;
    files.push({ name: name.text, kind: kindOf(name.text, data.bytes), bytes: data.bytes });
    at = name.end + 4 + length;
  }
  return headerEnd(reader, at) === bytes.length ? files : undefined;
}

function headerEnd(reader: DumpReader, start: number): number | undefined {
  const directory = nameAt(reader, start);
  const file = directory && nameAt(reader, directory.end);
  return file !== undefined && reader.holds(file.end, 8) ? file.end + 8 : undefined;
}

/** The length, then as many bytes, of which the last ones are zero. */
function nameAt(reader: DumpReader, at: number): { readonly text: string; readonly end: number } | undefined {
  const length = reader.u32(at);
  if (length === undefined || length > mostName || !reader.holds(at + 4, length)) return undefined;
  return { text: reader.ascii(at + 4, length), end: at + 4 + length };
}

function kindOf(name: string, bytes: Uint8Array): UnrealFile["kind"] {
  if (name === "CrashReportClient.ini") return "config";
  if (name === "CrashContext.runtime-xml") return "context";
  if (name.endsWith(".log")) return "log";
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 20));
  if (start.startsWith("MDMP") || start.startsWith("PMDM")) return "minidump";
  return start.startsWith("Incident Identifier:") ? "applecrashreport" : "unknown";
}
