import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { crashAddress, crashReason } from "./crash-reason.ts";
import { DumpReader } from "./dump-reader.ts";
import { ModuleMap, type DumpModule } from "./modules.ts";
import { readMinidump, type Minidump } from "./read-minidump.ts";
import type { DumpThread } from "./threads.ts";
import { walkStack, type WalkedFrame } from "./walk-stack.ts";

/**
 * The event payload that a minidump makes, laid over what the program said itself: the dump knows best what crashed, on which
 * system and in which modules, the program everything else. A dump that cannot be read still makes an event.
 */
export function minidumpEvent(bytes: Uint8Array, sent: JsonObject): JsonObject {
  const dump = readMinidump(bytes);
  const mechanism = { type: "minidump", handled: false, synthetic: true };
  if (dump === undefined) return { ...native(sent), exception: { values: [{ type: "Minidump", value: "Invalid Minidump", mechanism }] } };
  const crashed = dump.threads.find(({ id }) => id === dump.crash?.threadId) ?? (dump.crash === undefined ? dump.threads[0] : undefined);
  const reason = dump.crash === undefined ? "DUMP_REQUESTED" : crashReason(dump.crash, dump.system);
  const address = dump.crash === undefined ? undefined : hex(crashAddress(dump.crash, dump.system));
  const modules = new ModuleMap(dump.modules);
  const frames = crashed === undefined ? [] : framesOf(bytes, dump, modules, crashed);
  return {
    ...(dump.takenAt !== null && { timestamp: dump.takenAt }),
    ...native(sent),
    contexts: { ...objectOf(sent["contexts"]), ...systemContexts(dump) },
    exception: {
      values: [
        {
          type: reason,
          value: address === undefined ? "The dump was taken without a crash." : `Fatal Error: ${reason} / ${address}`,
          mechanism: { ...mechanism, ...(dump.crash !== undefined && { meta: metaOf(dump, reason) }) },
          ...(crashed !== undefined && { thread_id: crashed.id }),
          ...(frames.length > 0 && { stacktrace: { frames } }),
        },
      ],
    },
    threads: { values: dump.threads.map((thread) => threadJson(bytes, dump, modules, thread, thread === crashed)) },
    debug_meta: { ...objectOf(sent["debug_meta"]), images: dump.modules.map((module) => imageJson(module, dump)) },
    ...(dump.processId !== null && { extra: { ...objectOf(sent["extra"]), "minidump.process_id": dump.processId } }),
  };
}

function native(sent: JsonObject): JsonObject {
  return { ...sent, platform: "native", level: sent["level"] ?? "fatal" };
}

function systemContexts({ system }: Minidump): JsonObject {
  if (system === undefined) return {};
  const { os, version, build, arch, cpus } = system;
  return {
    ...(os !== "Unknown" && { os: { type: "os", name: os, version, build } }),
    device: { type: "device", arch, ...(cpus > 0 && { processor_count: cpus }) },
  };
}

function metaOf({ crash, system }: Minidump, reason: string): JsonObject {
  if (crash === undefined) return {};
  const isSignal = system?.os === "Linux" || system?.os === "Android";
  const isMach = system?.os === "macOS" || system?.os === "iOS";
  if (isSignal) return { signal: { number: crash.code, name: reason, code: crash.flags } };
  return isMach ? { mach_exception: { exception: crash.code, code: crash.flags, name: reason } } : {};
}

/** Outermost first, as all stack traces are. */
function framesOf(bytes: Uint8Array, dump: Minidump, modules: ModuleMap, thread: DumpThread): Json[] {
  const reader = new DumpReader(bytes);
  const isCrashed = thread.id === dump.crash?.threadId;
  const context = isCrashed && dump.crash?.context !== undefined ? reader.slice(dump.crash.context) : undefined;
  const walked = walkStack(reader, thread, context, dump.system?.arch ?? "unknown", modules);
  return walked.map(frameJson).toReversed();
}

function frameJson({ address, trust, module }: WalkedFrame): Json {
  const frame = { instruction_addr: hex(address), trust };
  return module === undefined ? frame : { ...frame, package: module.name, image_addr: hex(module.base) };
}

function threadJson(bytes: Uint8Array, dump: Minidump, modules: ModuleMap, thread: DumpThread, crashed: boolean): Json {
  const base = { id: thread.id, crashed, current: crashed, ...(thread.name !== null && { name: thread.name }) };
  // The crashed thread's frames stand in the exception.
  if (crashed) return base;
  const frames = framesOf(bytes, dump, modules, thread);
  return frames.length === 0 ? base : { ...base, stacktrace: { frames } };
}

function imageJson({ base, size, name, version, id }: DumpModule, { system }: Minidump): Json {
  const type = id?.kind === "pdb" || system?.os === "Windows" ? "pe" : (id?.kind ?? "elf");
  return {
    type,
    code_file: name,
    image_addr: hex(base),
    image_size: size,
    ...(version !== null && { image_version: version }),
    ...(id !== undefined && { debug_id: id.debugId, code_id: id.codeId, debug_file: id.debugFile }),
    arch: system?.arch ?? null,
  };
}

function hex(address: bigint): string {
  return `0x${address.toString(16)}`;
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
