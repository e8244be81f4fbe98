import { linuxSignals, machExceptions } from "../normalize/mechanism-names.ts";
import type { DumpCrash, DumpSystem } from "./read-minidump.ts";

const windows: Readonly<Record<number, string>> = {
  0x80000002: "EXCEPTION_DATATYPE_MISALIGNMENT",
  0x80000003: "EXCEPTION_BREAKPOINT",
  0x80000004: "EXCEPTION_SINGLE_STEP",
  0xc0000005: "EXCEPTION_ACCESS_VIOLATION",
  0xc0000006: "EXCEPTION_IN_PAGE_ERROR",
  0xc000001d: "EXCEPTION_ILLEGAL_INSTRUCTION",
  0xc0000025: "EXCEPTION_NONCONTINUABLE_EXCEPTION",
  0xc000008c: "EXCEPTION_ARRAY_BOUNDS_EXCEEDED",
  0xc000008e: "EXCEPTION_FLT_DIVIDE_BY_ZERO",
  0xc0000094: "EXCEPTION_INT_DIVIDE_BY_ZERO",
  0xc0000095: "EXCEPTION_INT_OVERFLOW",
  0xc0000096: "EXCEPTION_PRIV_INSTRUCTION",
  0xc00000fd: "EXCEPTION_STACK_OVERFLOW",
  0xc0000374: "EXCEPTION_HEAP_CORRUPTION",
  0xc0000409: "FAST_FAIL",
  0xc0000602: "FAIL_FAST_EXCEPTION",
  0xe06d7363: "UNHANDLED_CPP_EXCEPTION",
  0x0517a7ed: "SIMULATED_EXCEPTION",
};
const accesses: Readonly<Record<string, string>> = { "0": "READ", "1": "WRITE", "8": "EXEC" };

/** What a person calls the crash: the exception of Windows, the signal of Linux, the exception of Mach. */
export function crashReason(crash: DumpCrash, system: DumpSystem | undefined): string {
  const os = system?.os;
  if (os === "Linux" || os === "Android") return crash.code === 0xffffffff ? "DUMP_REQUESTED" : (linuxSignals.get(crash.code) ?? `SIGNAL_${crash.code}`);
  if (os === "macOS" || os === "iOS") return machExceptions.get(crash.code) ?? unknown(crash.code);
  const name = windows[crash.code] ?? unknown(crash.code);
  const access = crash.code === 0xc0000005 || crash.code === 0xc0000006 ? accesses[String(crash.parameters[0] ?? "")] : undefined;
  return access === undefined ? name : `${name}_${access}`;
}

/** Where memory was accessed that could not be, else where the crash happened. */
export function crashAddress(crash: DumpCrash, system: DumpSystem | undefined): bigint {
  const isAccess = system?.os === "Windows" && (crash.code === 0xc0000005 || crash.code === 0xc0000006);
  return isAccess ? (crash.parameters[1] ?? crash.address) : crash.address;
}

const unknown = (code: number): string => `0x${code.toString(16).padStart(8, "0")}`;
