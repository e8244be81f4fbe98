import fs from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { environmentReaders, freeFolders, layers, type Layer } from "./layers.ts";

/** One import that the table in `layers.ts` does not allow, or one read of the environment outside its place. */
export interface Violation {
  readonly file: string;
  readonly what: string;
}

const isTest = (file: string): boolean => /\.(test|prop\.test|bench)\.tsx?$/.test(file) || /\/(suite|testing)(-[a-z-]+)?\.ts$/.test(file);
const within = (file: string, prefix: string): boolean =>
  file === prefix || file.startsWith(prefix.endsWith(".ts") ? prefix : `${prefix}/`) || file.startsWith(`${prefix}.`);

/** Every import specifier of a module: static, re-exported, and dynamic with a literal. */
function importsOf(file: string, text: string): string[] {
  const { module } = parseSync(file, text);
  const dynamic = module.dynamicImports
    .map((entry) => text.slice(entry.moduleRequest.start, entry.moduleRequest.end))
    .filter((literal) => /^["'][^"']+["']$/.test(literal));
  return [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) => entry.entries.map((one) => one.moduleRequest?.value ?? "")),
    ...dynamic.map((literal) => literal.slice(1, -1)),
  ].filter((name) => name !== "");
}

function judge(file: string, layer: Layer, specifier: string): string | undefined {
  if (specifier.startsWith(".")) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    return within(target, layer.folder) || layer.may.some((prefix) => within(target, prefix)) ? undefined : `may not import ${target}`;
  }
  const workspace = /^@vedette\/([a-z-]+)/.exec(specifier)?.[1];
  if (workspace !== undefined && !layer.may.includes(`packages/${workspace}/src`)) return `may not import ${specifier}`;
  return workspace === undefined && layer.not?.some((pattern) => pattern.test(specifier)) ? `may not use ${specifier}` : undefined;
}

/** Checks `files` (paths from `root`, forward slashes). */
export function checkLayers(root: string, files: readonly string[]): Violation[] {
  return files.flatMap((file) => {
    if (isTest(file) || freeFolders.some((folder) => within(file, folder))) return [];
    const text = fs.readFileSync(path.join(root, file), "utf8");
    const layer = layers.find((row) => within(file, row.folder));
    if (layer === undefined) return [{ file, what: "lies in no layer of tools/layers.ts" }];
    const problems = importsOf(file, text).map((specifier) => judge(file, layer, specifier));
    if (/\bprocess\.env\b/.test(text) && !environmentReaders.some((folder) => within(file, folder))) problems.push("may not read the environment");
    return problems.filter((what) => what !== undefined).map((what) => ({ file, what }));
  });
}

/** All source files of the workspace, as `checkLayers` wants them. */
export function sourceFiles(root: string): string[] {
  const top = ["server/src", "web/src", ...fs.readdirSync(path.join(root, "packages")).map((name) => `packages/${name}/src`)];
  return top.flatMap((folder) =>
    fs.existsSync(path.join(root, folder))
      ? fs
          .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
          .filter((name) => /\.tsx?$/.test(name))
          .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
      : [],
  );
}
