import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Upload } from "../port.ts";

type Place = Pick<Upload, "projectId" | "id" | "length">;

/** What addresses are signed with, made once in the life of a data folder. Before any thread that needs it is started. */
export function makeSecret(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "secret");
  if (existsSync(file)) return;
  writeFileSync(`${file}.part`, randomBytes(32), { mode: 0o600, flush: true });
  renameSync(`${file}.part`, file);
}

export function readSecret(folder: string): Buffer {
  return readFileSync(path.join(folder, "secret"));
}

export function locationOf(secret: Buffer, place: Place): string {
  const { projectId, id, length } = place;
  const said = length === null ? "" : `length=${length}&`;
  return `/api/${projectId}/upload/${id}/?${said}signature=${signatureOf(secret, place)}`;
}

export function isGenuine(secret: Buffer, projectId: number, id: string, query: string): boolean {
  const parameters = new URLSearchParams(query);
  const length = parameters.get("length");
  const expected = Buffer.from(signatureOf(secret, { projectId, id, length: length === null ? null : Number(length) }));
  const sent = Buffer.from(parameters.get("signature") ?? "");
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

/** The parts of an address as a client sends it back in an envelope: with or without host, and below any path. */
export function readLocation(location: string): { readonly projectId: number; readonly id: string; readonly query: string } | undefined {
  const match = /\/api\/([1-9]\d{0,15})\/upload\/([0-9a-f]{32})\/?\?([^#]*)/.exec(location);
  return match === null ? undefined : { projectId: Number(match[1]), id: match[2] ?? "", query: match[3] ?? "" };
}

function signatureOf(secret: Buffer, { projectId, id, length }: Place): string {
  return createHmac("sha256", secret)
    .update(`${projectId}/${id}/${length ?? ""}`)
    .digest("base64url");
}
