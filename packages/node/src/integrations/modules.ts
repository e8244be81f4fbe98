import { dirname, join } from "node:path";
import { fs } from "../boot/built-in.ts";

import { mainFolder } from "../boot/options.ts";
import type { Integration } from "@vedette/core";

/** The application's direct dependencies and their installed versions. Read with the first error, never before. */
export function modulesIntegration(): Integration {
  let modules: Record<string, string> | undefined;
  return {
    name: "Modules",
    onlyErrors: true,
    processEvent(event) {
      modules ??= readModules(mainFolder());
      return Object.keys(modules).length > 0 ? { ...event, modules: { ...modules, ...event.modules } } : event;
    },
  };
}

/** Enough for any application that somebody wrote; the server keeps 8 KiB. */
const MAX_MODULES = 200;

function readModules(start: string): Record<string, string> {
  for (let folder = start, depth = 0; depth < 10; folder = dirname(folder), depth++) {
    const names = Object.keys(entriesOf(join(folder, "package.json"), "dependencies"));
    if (names.length > 0) return Object.fromEntries(names.slice(0, MAX_MODULES).flatMap((name) => version(folder, name)));
    if (dirname(folder) === folder) break;
  }
  return {};
}

function version(folder: string, name: string): [string, string][] {
  const manifest = read(join(folder, "node_modules", name, "package.json"));
  return "version" in manifest && typeof manifest.version === "string" ? [[name, manifest.version]] : [];
}

function entriesOf(file: string, key: string): object {
  const value: unknown = Reflect.get(read(file), key);
  return typeof value === "object" && value !== null ? value : {};
}

function read(file: string): object {
  try {
    const parsed: unknown = JSON.parse(fs().readFileSync(file, "utf8"));
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
