import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { Day, ObjectKey } from "../port.ts";

const dayMs = 86_400_000;

/** Where things lie: `bodies/<yyyy-mm-dd>/<segment>.seg` and `attachments/<yyyy-mm-dd>/<project>/<id>`. */
export function bodiesFolder(folder: string): string {
  return path.join(folder, "bodies");
}

export function objectsFolder(folder: string): string {
  return path.join(folder, "attachments");
}

function dayFolder(kindFolder: string, day: Day): string {
  return path.join(kindFolder, new Date(day * dayMs).toISOString().slice(0, 10));
}

export function segmentFile(folder: string, day: Day, segment: number): string {
  return path.join(dayFolder(bodiesFolder(folder), day), `${String(segment).padStart(6, "0")}.seg`);
}

/** The id comes from outside: only letters, digits, `-` and `_` may name a file. */
export function objectFile(folder: string, key: ObjectKey): string {
  if (!/^[\w-]{1,128}$/.test(key.id)) throw new TypeError(`${JSON.stringify(key.id)} cannot be the id of an object`);
  return path.join(dayFolder(objectsFolder(folder), key.day), String(key.projectId), key.id);
}

/** Ascending. */
export function listDays(kindFolder: string): Day[] {
  if (!existsSync(kindFolder)) return [];
  return readdirSync(kindFolder)
    .filter((name) => /^\d{4}-\d\d-\d\d$/.test(name))
    .map((name) => Date.parse(name) / dayMs)
    .sort((a, b) => a - b);
}

/** Ascending. */
export function listSegments(folder: string, day: Day): number[] {
  const place = dayFolder(bodiesFolder(folder), day);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => /^\d{6,}\.seg$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b);
}

export function removeDaysBefore(kindFolder: string, day: Day): number {
  let freed = 0;
  for (const old of listDays(kindFolder)) {
    if (old >= day) break;
    freed += bytesUnder(dayFolder(kindFolder, old));
    rmSync(dayFolder(kindFolder, old), { recursive: true, force: true });
  }
  return freed;
}

export function bytesUnder(place: string): number {
  if (!existsSync(place)) return 0;
  let bytes = 0;
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** Makes a folder whose name survives power loss, as fsync of a file alone does not promise. */
export function makeDurableFolder(place: string): void {
  const first = mkdirSync(place, { recursive: true });
  if (first === undefined) return;
  for (let made = place; made.length >= path.dirname(first).length; made = path.dirname(made)) syncFolder(made);
}

export function syncFolder(place: string): void {
  const handle = openSync(place, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
