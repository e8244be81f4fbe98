import Module from "node:module";
import type * as fsModule from "node:fs";
import type * as httpModule from "node:http";
import type * as httpsModule from "node:https";
import type * as osModule from "node:os";
import type * as timersModule from "node:timers";
import type * as tlsModule from "node:tls";
import type * as threadsModule from "node:worker_threads";
import type * as zlibModule from "node:zlib";

/**
 * Modules of Node, loaded when they are needed. A static import from ESM reads every export of a module once, and with it whatever Node
 * keeps behind getters: static imports of these cost an ESM start 2 MB (Node 20). Any absolute path will do to find them. Not by `import()`:
 * where CommonJS runs in a `vm` context, as with Jest, that fails. Nor by a named import of `createRequire`: webpack resolves what that is
 * called with while it makes ESM, and fails.
 */
const load = Module.createRequire(process.execPath);

export const fs = (): typeof fsModule => load("node:fs");
export const http = (): typeof httpModule => load("node:http");
export const https = (): typeof httpsModule => load("node:https");
export const os = (): typeof osModule => load("node:os");
export const timers = (): typeof timersModule => load("node:timers");
export const tls = (): typeof tlsModule => load("node:tls");
export const threads = (): typeof threadsModule => load("node:worker_threads");
export const zlib = (): typeof zlibModule => load("node:zlib");
