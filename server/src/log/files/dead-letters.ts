import fs from "node:fs";
import path from "node:path";
import type { DeadLetter, DeadLetters, LogRecord } from "../port.ts";
import { decodeFrame, encodeFrameHead } from "./frame.ts";

/** Beyond that, something is wrong with everything and not with single requests: the log of the server must do. */
const maxLetters = 10_000;
const maxBytes = 1024 * 1024 * 1024;
const maxFault = 4000;

/**
 * One file for each request in `folder`: a line of JSON that says what happened, then the record as it stood in the log.
 * A letter that is to be tried again gets another extension: the server, if it runs, looks for those.
 */
export function openDeadLetters(folder: string): DeadLetters {
  const fileOf = (id: string, extension: string): string => path.join(folder, `${id}.${extension}`);
  const list = (): DeadLetter[] => files(folder).flatMap(({ id, isWaiting }) => (isWaiting ? [] : describe(fileOf(id, "letter"), id)));
  return {
    keep: ({ seq, meta, body }, fault, at) => {
      const kept = files(folder);
      const bytes = kept.reduce((sum, { size }) => sum + size, 0);
      if (kept.length >= maxLetters || bytes + body.length > maxBytes) return undefined;
      const id = `${String(seq).padStart(12, "0")}-${meta.projectId}`;
      const head = `${JSON.stringify({ seq, at, fault: fault.slice(0, maxFault) })}\n`;
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeDurably(fileOf(id, "letter"), [Buffer.from(head), encodeFrameHead(meta, body), body]);
      return id;
    },
    list,
    read: (id) => readLetter(fileOf(id, "letter"))?.record,
    retry: (id) => rename(fileOf(id, "letter"), fileOf(id, "again")),
    remove: (id) => {
      if (!fs.existsSync(fileOf(id, "letter"))) return false;
      fs.rmSync(fileOf(id, "letter"));
      return true;
    },
    waiting: () => files(folder).flatMap(({ id, isWaiting }) => (isWaiting ? [id] : [])),
    open: (id) => readLetter(fileOf(id, "again"))?.record,
    done: (id) => fs.rmSync(fileOf(id, "again"), { force: true }),
    giveBack: (id) => {
      rename(fileOf(id, "again"), fileOf(id, "letter"));
    },
    damaged: () =>
      files(folder)
        .map(({ id, isWaiting }) => fileOf(id, isWaiting ? "again" : "letter"))
        .filter((file) => readLetter(file) === undefined && fs.existsSync(file)),
  };
}

function files(folder: string): readonly { readonly id: string; readonly isWaiting: boolean; readonly size: number }[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const match = /^(\d{12,}-\d+)\.(letter|again)$/.exec(name);
      const size = fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.size;
      return match?.[1] === undefined || size === undefined ? [] : [{ id: match[1], isWaiting: match[2] === "again", size }];
    });
}

function describe(file: string, id: string): readonly DeadLetter[] {
  const letter = readLetter(file);
  if (letter === undefined) return [];
  const { projectId, eventId, receivedAt } = letter.record.meta;
  return [{ id, projectId, eventId, receivedAt, at: letter.at, fault: letter.fault, bytes: letter.record.body.length }];
}

/** Undefined when it is gone or damaged. */
function readLetter(file: string): { readonly record: LogRecord; readonly at: number; readonly fault: string } | undefined {
  if (!fs.existsSync(file)) return undefined;
  const bytes = fs.readFileSync(file);
  const lineEnd = bytes.indexOf(10);
  const head = parseHead(bytes.toString("utf8", 0, Math.max(lineEnd, 0)));
  const frame = decodeFrame(bytes, lineEnd + 1);
  if (head === undefined || "problem" in frame) return undefined;
  return { record: { seq: head.seq, meta: frame.meta, body: frame.body }, at: head.at, fault: head.fault };
}

function parseHead(line: string): { readonly seq: number; readonly at: number; readonly fault: string } | undefined {
  try {
    const head: unknown = JSON.parse(line);
    if (typeof head !== "object" || head === null || !("seq" in head && "at" in head && "fault" in head)) return undefined;
    const { seq, at, fault } = head;
    return typeof seq === "number" && typeof at === "number" && typeof fault === "string" ? { seq, at, fault } : undefined;
  } catch {
    return undefined;
  }
}

function writeDurably(file: string, parts: readonly Uint8Array[]): void {
  const temporary = `${file}.part`;
  const handle = fs.openSync(temporary, "w", 0o600);
  try {
    fs.writevSync(handle, [Buffer.concat(parts)]);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(temporary, file);
  const folder = fs.openSync(path.dirname(file), "r");
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}

function rename(from: string, to: string): boolean {
  if (!fs.existsSync(from)) return false;
  fs.renameSync(from, to);
  return true;
}
