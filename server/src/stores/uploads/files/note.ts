import { readFileSync } from "node:fs";
import path from "node:path";
import type { Upload } from "../port.ts";

/** An upload is two files: its bytes, and a note of what is known about them. */
export function bytesFile(folder: string, id: string): string {
  return path.join(folder, `${id}.bin`);
}

export function noteFile(folder: string, id: string): string {
  return path.join(folder, `${id}.json`);
}

export const isUploadId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id);

/** Undefined when there is none. */
export function readNote(folder: string, id: string): Upload | undefined {
  if (!isUploadId(id)) return undefined;
  let text: string;
  try {
    text = readFileSync(noteFile(folder, id), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const note = parse(text);
  return isUpload(note) ? note : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isUpload(value: unknown): value is Upload {
  if (typeof value !== "object" || value === null) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  const has = (type: string, ...names: string[]): boolean => names.every((name) => typeof members.get(name) === type);
  return has("string", "id", "metadata") && has("number", "projectId", "keyId", "createdAt") && (has("number", "length") || members.get("length") === null);
}
