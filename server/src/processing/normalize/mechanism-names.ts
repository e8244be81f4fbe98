import { isObject, type Json, type JsonObject } from "../json/json.ts";
import type { Contexts, DebugMeta, Exception } from "./event.ts";

/** Names of what an operating system only numbers (`protocol.md` §9.3): signals, errors, exceptions of Mach. */

type Names = ReadonlyMap<number, string>;
type System = "linux" | "darwin" | "windows";

/** `1EPERM 2ENOENT`: a number and its name, without a blank between. */
function names(...lines: readonly string[]): Names {
  const entries = lines.join(" ").split(" ");
  return new Map(entries.map((entry): [number, string] => [Number.parseInt(entry, 10), entry.replace(/^\d+/, "")]));
}

/** Up to 34 every system has the same, but for 11 and 26. */
const commonErrors =
  "1EPERM 2ENOENT 3ESRCH 4EINTR 5EIO 6ENXIO 7E2BIG 8ENOEXEC 9EBADF 10ECHILD 11EAGAIN 12ENOMEM 13EACCES 14EFAULT 15ENOTBLK 16EBUSY 17EEXIST " +
  "18EXDEV 19ENODEV 20ENOTDIR 21EISDIR 22EINVAL 23ENFILE 24EMFILE 25ENOTTY 26ETXTBSY 27EFBIG 28ENOSPC 29ESPIPE 30EROFS 31EMLINK 32EPIPE 33EDOM 34ERANGE";

const errors: Readonly<Record<System, Names>> = {
  linux: names(
    commonErrors,
    "35EDEADLK 36ENAMETOOLONG 37ENOLCK 38ENOSYS 39ENOTEMPTY 40ELOOP 42ENOMSG 43EIDRM 44ECHRNG 45EL2NSYNC 46EL3HLT 47EL3RST 48ELNRNG 49EUNATCH",
    "50ENOCSI 51EL2HLT 52EBADE 53EBADR 54EXFULL 55ENOANO 56EBADRQC 57EBADSLT 59EBFONT 60ENOSTR 61ENODATA 62ETIME 63ENOSR 64ENONET 65ENOPKG",
    "66EREMOTE 67ENOLINK 68EADV 69ESRMNT 70ECOMM 71EPROTO 72EMULTIHOP 73EDOTDOT 74EBADMSG 75EOVERFLOW 76ENOTUNIQ 77EBADFD 78EREMCHG 79ELIBACC",
    "80ELIBBAD 81ELIBSCN 82ELIBMAX 83ELIBEXEC 84EILSEQ 85ERESTART 86ESTRPIPE 87EUSERS 88ENOTSOCK 89EDESTADDRREQ 90EMSGSIZE 91EPROTOTYPE",
    "92ENOPROTOOPT 93EPROTONOSUPPORT 94ESOCKTNOSUPPORT 95EOPNOTSUPP 96EPFNOSUPPORT 97EAFNOSUPPORT 98EADDRINUSE 99EADDRNOTAVAIL 100ENETDOWN",
    "101ENETUNREACH 102ENETRESET 103ECONNABORTED 104ECONNRESET 105ENOBUFS 106EISCONN 107ENOTCONN 108ESHUTDOWN 109ETOOMANYREFS 110ETIMEDOUT",
    "111ECONNREFUSED 112EHOSTDOWN 113EHOSTUNREACH 114EALREADY 115EINPROGRESS 116ESTALE 117EUCLEAN 118ENOTNAM 119ENAVAIL 120EISNAM 121EREMOTEIO",
    "122EDQUOT 123ENOMEDIUM 124EMEDIUMTYPE 125ECANCELED 126ENOKEY 127EKEYEXPIRED 128EKEYREVOKED 129EKEYREJECTED 130EOWNERDEAD 131ENOTRECOVERABLE",
    "132ERFKILL 133EHWPOISON",
  ),
  darwin: names(
    commonErrors.replace("11EAGAIN", "11EDEADLK"),
    "35EAGAIN 36EINPROGRESS 37EALREADY 38ENOTSOCK 39EDESTADDRREQ 40EMSGSIZE 41EPROTOTYPE 42ENOPROTOOPT 43EPROTONOSUPPORT 44ESOCKTNOSUPPORT",
    "45ENOTSUP 46EPFNOSUPPORT 47EAFNOSUPPORT 48EADDRINUSE 49EADDRNOTAVAIL 50ENETDOWN 51ENETUNREACH 52ENETRESET 53ECONNABORTED 54ECONNRESET",
    "55ENOBUFS 56EISCONN 57ENOTCONN 58ESHUTDOWN 59ETOOMANYREFS 60ETIMEDOUT 61ECONNREFUSED 62ELOOP 63ENAMETOOLONG 64EHOSTDOWN 65EHOSTUNREACH",
    "66ENOTEMPTY 67EPROCLIM 68EUSERS 69EDQUOT 70ESTALE 71EREMOTE 72EBADRPC 73ERPCMISMATCH 74EPROGUNAVAIL 75EPROGMISMATCH 76EPROCUNAVAIL 77ENOLCK",
    "78ENOSYS 79EFTYPE 80EAUTH 81ENEEDAUTH 82EPWROFF 83EDEVERR 84EOVERFLOW 85EBADEXEC 86EBADARCH 87ESHLIBVERS 88EBADMACHO 89ECANCELED 90EIDRM",
    "91ENOMSG 92EILSEQ 93ENOATTR 94EBADMSG 95EMULTIHOP 96ENODATA 97ENOLINK 98ENOSR 99ENOSTR 100EPROTO 101ETIME 102EOPNOTSUPP 103ENOPOLICY",
    "104ENOTRECOVERABLE 105EOWNERDEAD 106EQFULL",
  ),
  windows: names(
    commonErrors.replace(" 15ENOTBLK", "").replace(" 26ETXTBSY", ""),
    "36EDEADLK 38ENAMETOOLONG 39ENOLCK 40ENOSYS 41ENOTEMPTY 42EILSEQ 80STRUNCATE 100EADDRINUSE 101EADDRNOTAVAIL 102EAFNOSUPPORT 103EALREADY",
    "104EBADMSG 105ECANCELED 106ECONNABORTED 107ECONNREFUSED 108ECONNRESET 109EDESTADDRREQ 110EHOSTUNREACH 111EIDRM 112EINPROGRESS 113EISCONN",
    "114ELOOP 115EMSGSIZE 116ENETDOWN 117ENETRESET 118ENETUNREACH 119ENOBUFS 120ENODATA 121ENOLINK 122ENOMSG 123ENOPROTOOPT 124ENOSR 125ENOSTR",
    "126ENOTCONN 127ENOTRECOVERABLE 128ENOTSOCK 129ENOTSUP 130EOPNOTSUPP 131EOTHER 132EOVERFLOW 133EOWNERDEAD 134EPROTO 135EPROTONOSUPPORT",
    "136EPROTOTYPE 137ETIME 138ETIMEDOUT 139ETXTBSY 140EWOULDBLOCK",
  ),
};

export const linuxSignals = names(
  "1SIGHUP 2SIGINT 3SIGQUIT 4SIGILL 5SIGTRAP 6SIGABRT 7SIGBUS 8SIGFPE 9SIGKILL 10SIGUSR1 11SIGSEGV 12SIGUSR2 13SIGPIPE 14SIGALRM 15SIGTERM",
  "16SIGSTKFLT 17SIGCHLD 18SIGCONT 19SIGSTOP 20SIGTSTP 21SIGTTIN 22SIGTTOU 23SIGURG 24SIGXCPU 25SIGXFSZ 26SIGVTALRM 27SIGPROF 28SIGWINCH 29SIGIO",
  "30SIGPWR 31SIGSYS",
);
const signals: Readonly<Record<System, Names>> = {
  linux: linuxSignals,
  darwin: names(
    "1SIGHUP 2SIGINT 3SIGQUIT 4SIGILL 5SIGTRAP 6SIGABRT 7SIGEMT 8SIGFPE 9SIGKILL 10SIGBUS 11SIGSEGV 12SIGSYS 13SIGPIPE 14SIGALRM 15SIGTERM 16SIGURG",
    "17SIGSTOP 18SIGTSTP 19SIGCONT 20SIGCHLD 21SIGTTIN 22SIGTTOU 23SIGIO 24SIGXCPU 25SIGXFSZ 26SIGVTALRM 27SIGPROF 28SIGWINCH 29SIGINFO 30SIGUSR1",
    "31SIGUSR2",
  ),
  windows: names("2SIGINT 4SIGILL 8SIGFPE 11SIGSEGV 15SIGTERM 21SIGBREAK 22SIGABRT"),
};

/** By the name of their signal. Darwin numbers those of SIGILL and SIGFPE in another order. */
const signalCodes: Readonly<Record<"linux" | "darwin", ReadonlyMap<string, Names>>> = {
  linux: new Map([
    ["SIGILL", names("1ILL_ILLOPC 2ILL_ILLOPN 3ILL_ILLADR 4ILL_ILLTRP 5ILL_PRVOPC 6ILL_PRVREG 7ILL_COPROC 8ILL_BADSTK")],
    ["SIGFPE", names("1FPE_INTDIV 2FPE_INTOVF 3FPE_FLTDIV 4FPE_FLTOVF 5FPE_FLTUND 6FPE_FLTRES 7FPE_FLTINV 8FPE_FLTSUB")],
    ["SIGSEGV", names("1SEGV_MAPERR 2SEGV_ACCERR 3SEGV_BNDERR 4SEGV_PKUERR")],
    ["SIGBUS", names("1BUS_ADRALN 2BUS_ADRERR 3BUS_OBJERR 4BUS_MCEERR_AR 5BUS_MCEERR_AO")],
    ["SIGTRAP", names("1TRAP_BRKPT 2TRAP_TRACE 3TRAP_BRANCH 4TRAP_HWBKPT")],
  ]),
  darwin: new Map([
    ["SIGILL", names("1ILL_ILLOPC 2ILL_ILLTRP 3ILL_PRVOPC 4ILL_ILLOPN 5ILL_ILLADR 6ILL_PRVREG 7ILL_COPROC 8ILL_BADSTK")],
    ["SIGFPE", names("1FPE_FLTDIV 2FPE_FLTOVF 3FPE_FLTUND 4FPE_FLTRES 5FPE_FLTINV 6FPE_FLTSUB 7FPE_INTDIV 8FPE_INTOVF")],
    ["SIGSEGV", names("1SEGV_MAPERR 2SEGV_ACCERR")],
    ["SIGBUS", names("1BUS_ADRALN 2BUS_ADRERR 3BUS_OBJERR")],
    ["SIGTRAP", names("1TRAP_BRKPT 2TRAP_TRACE")],
  ]),
};

export const machExceptions = names(
  "1EXC_BAD_ACCESS 2EXC_BAD_INSTRUCTION 3EXC_ARITHMETIC 4EXC_EMULATION 5EXC_SOFTWARE 6EXC_BREAKPOINT 7EXC_SYSCALL 8EXC_MACH_SYSCALL 9EXC_RPC_ALERT",
  "10EXC_CRASH 11EXC_RESOURCE 12EXC_GUARD 13EXC_CORPSE_NOTIFY",
);

/** What tells the system an event comes from; members of it that have been read. */
export interface SystemSigns {
  readonly platform?: string | undefined;
  readonly contexts?: Contexts | undefined;
  readonly debug_meta?: DebugMeta | undefined;
}

/** The exceptions with the names that follow from their mechanisms' numbers; those sent stay. */
export function withMechanismNames(exceptions: readonly (Exception | null)[], signs: SystemSigns): readonly (Exception | null)[] {
  if (!exceptions.some((exception) => exception?.mechanism?.meta !== undefined)) return exceptions;
  const system = systemOf(signs);
  return exceptions.map((exception) => {
    const meta = exception?.mechanism?.meta;
    return exception === null || meta === undefined ? exception : { ...exception, mechanism: { ...exception.mechanism, meta: named(meta, system) } };
  });
}

function systemOf({ platform, contexts, debug_meta: debug }: SystemSigns): System | undefined {
  const os = contexts?.["os"]?.["name"] ?? contexts?.["client_os"]?.["name"];
  const name = typeof os === "string" ? os.toLowerCase() : "";
  if (/^(?:linux|android|ubuntu|debian|fedora|alpine|arch|centos)/.test(name)) return "linux";
  if (/^(?:mac|ios|ipados|tvos|watchos|visionos|darwin)/.test(name)) return "darwin";
  if (name.startsWith("windows")) return "windows";
  if (platform === "cocoa" || platform === "objc") return "darwin";
  const images = new Set(debug?.images?.map((image) => image?.["type"]));
  if (images.has("elf")) return "linux";
  if (images.has("macho") || images.has("apple")) return "darwin";
  return images.has("pe") ? "windows" : undefined;
}

function named(meta: JsonObject, system: System | undefined): JsonObject {
  const { errno, signal, mach_exception: mach } = meta;
  return {
    ...meta,
    ...(isObject(errno) && { errno: add(errno, "name", system && look(errors[system], errno["number"])) }),
    ...(isObject(signal) && { signal: namedSignal(signal, system) }),
    ...(isObject(mach) && { mach_exception: add(mach, "name", look(machExceptions, mach["exception"])) }),
  };
}

function namedSignal(sent: JsonObject, system: System | undefined): JsonObject {
  if (system === undefined) return sent;
  const signal = add(sent, "name", look(signals[system], sent["number"]));
  const { name } = signal;
  const codes = system === "windows" || typeof name !== "string" ? undefined : signalCodes[system].get(name);
  return add(signal, "code_name", codes && look(codes, signal["code"]));
}

function look(table: Names, number: Json | undefined): string | undefined {
  return typeof number === "number" ? table.get(number) : undefined;
}

function add(to: JsonObject, member: string, value: string | undefined): JsonObject {
  return value === undefined || (to[member] ?? "") !== "" ? to : { ...to, [member]: value };
}
