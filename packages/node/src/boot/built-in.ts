import { createRequire } from "node:module";
import type * as fsModule from "node:fs";
import type * as osModule from "node:os";
import type * as threadsModule from "node:worker_threads";

/**
 * Modules of Node, loaded when they are needed. A static import from ESM reads every export of a module once, and with it whatever Node
 * keeps behind getters: static imports of these cost an ESM start 2 MB (Node 20). Any absolute path will do to find them.
 */
const load = createRequire(process.execPath);

export const fs = (): typeof fsModule => load("node:fs");
export const os = (): typeof osModule => load("node:os");
export const threads = (): typeof threadsModule => load("node:worker_threads");
