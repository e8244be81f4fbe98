import { join } from "node:path";
import { readdressed, type Resent, type Spool } from "@vedette/core";
import { fs, os } from "../boot/built-in.ts";

export interface DiskSpoolOptions {
  readonly folder: string;
  /** Above this the oldest go. Default 20 MB. */
  readonly maxBytes?: number | undefined;
}

const MAX_BYTES = 20_000_000;
/** A claim of another machine is taken for abandoned after this many milliseconds: its processes cannot be asked. */
const STALE_CLAIM = 10 * 60_000;

/** `<time>-<pid>-<number>.envelope`, while somebody sends it with `.<host>~<pid>` behind it. Their order is that of the names. */
const FILE = /^(\d{13}-\d+-\d+\.envelope)(?:\.(.+)~(\d+))?$/;

interface Kept {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/**
 * Envelopes as files. Written beside their place and renamed, so that nobody reads half of one; claimed by renaming, which only one process
 * succeeds in; deleted when the server has answered. A process that dies in between leaves a claim, which the next one takes over: an event
 * may then arrive twice, with the same id, but is not lost.
 */
export function createDiskSpool({ folder, maxBytes = MAX_BYTES }: DiskSpoolOptions, log: (message: string) => void = () => undefined): Spool {
  const { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = fs();
  const mine = `.${os().hostname().replaceAll("~", "-")}~${process.pid}`;
  let counter = 0;
  let running: Promise<void> | undefined;

  const keep = (body: string | Uint8Array): boolean => {
    const size = Buffer.byteLength(body);
    if (size > maxBytes) {
      log(`an envelope of ${size} bytes is larger than the spool may be`);
      return false;
    }
    const name = `${Date.now()}-${process.pid}-${counter++}.envelope`;
    try {
      mkdirSync(folder, { recursive: true });
      for (const { name: oldest } of makeRoom(folder, maxBytes - size)) log(`the spool is full: ${oldest} is lost`);
      const path = join(folder, name);
      // Events hold what users typed: not for other accounts of the machine.
      writeFileSync(`${path}.part`, body, { mode: 0o600 });
      renameSync(`${path}.part`, path);
      return true;
    } catch (error) {
      log(`the spool cannot keep an envelope: ${String(error)}`);
      return false;
    }
  };

  const sendOne = async ({ path, name }: Kept, send: (body: Uint8Array) => Promise<Resent>): Promise<Resent | "taken"> => {
    const claim = join(folder, `${name}${mine}`);
    try {
      renameSync(path, claim);
    } catch {
      return "taken";
    }
    const body = attempt(() => readdressed(readFileSync(claim), Date.now()));
    // What is no envelope (a full disk, a stranger's file) would stand in the way for ever.
    if (!body) log(`${name} in the spool is no envelope and was deleted`);
    const result = body ? await send(body) : "refused";
    attempt(() => (result === "later" ? renameSync(claim, join(folder, name)) : rmSync(claim, { force: true })));
    return result;
  };

  const sendAll = async (send: (body: Uint8Array) => Promise<Resent>): Promise<void> => {
    for (const file of readFolder(folder)) {
      if (!isFree(file.path, () => statSync(file.path).mtimeMs)) continue;
      if ((await sendOne(file, send)) === "later") return;
    }
  };

  return {
    keep,
    resend: async (send) => {
      await (running ??= sendAll(send));
      running = undefined;
    },
  };
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** Oldest first. Leaves alone what is not its own. */
function readFolder(folder: string): Kept[] {
  const { readdirSync, statSync } = fs();
  const names = attempt(() => readdirSync(folder)) ?? [];
  return names.toSorted().flatMap((entry) => {
    const name = FILE.exec(entry)?.[1];
    const path = join(folder, entry);
    const bytes = name === undefined ? undefined : attempt(() => statSync(path).size);
    return name === undefined || bytes === undefined ? [] : [{ path, name, bytes }];
  });
}

/** Deletes the oldest until the rest has at most `limit` bytes. */
function makeRoom(folder: string, limit: number): Kept[] {
  const files = readFolder(folder);
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const deleted: Kept[] = [];
  for (const file of files) {
    if (total <= limit) break;
    fs().rmSync(file.path, { force: true });
    total -= file.bytes;
    deleted.push(file);
  }
  return deleted;
}

/** Claimed by nobody, or by a process that is no more. */
function isFree(path: string, modifiedAt: () => number): boolean {
  const [, , host, pid] = FILE.exec(path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)) ?? [];
  if (host === undefined || pid === undefined) return true;
  if (host !== os().hostname().replaceAll("~", "-")) return Date.now() - (attempt(modifiedAt) ?? Date.now()) > STALE_CLAIM;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
