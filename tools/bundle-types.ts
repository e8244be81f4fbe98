import fs from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";

/**
 * One declaration file out of the many that tsc writes: an installed package of a hundred small files takes twice the disk that it needs
 * (4 KiB each). Understands what tsc emits for our sources: top-level declarations, named imports and exports. Anything else is an error.
 */

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Module {
  readonly file: string;
  readonly text: string;
  /** Names declared at the top level, and what they are called in the bundle. */
  readonly declared: Map<string, string>;
  /** Local name of an import: where it comes from. */
  readonly imported: Map<string, { readonly from: string; readonly name: string }>;
  /** Exported name: local name, or a name of another module. */
  readonly exported: Map<string, { readonly from?: string; readonly name: string }>;
  readonly edits: Edit[];
  readonly program: Node;
}

export function bundleTypes(entry: string): string {
  const modules = new Map<string, Module>();
  const external = new Map<string, Map<string, string>>();
  const taken = new Set<string>();
  load(entry, modules);
  for (const module of modules.values()) {
    for (const name of module.declared.keys()) module.declared.set(name, unique(name, taken));
  }
  const finalName = (module: Module, local: string): string => {
    const declared = module.declared.get(local);
    if (declared !== undefined) return declared;
    const source = module.imported.get(local);
    if (!source) return local;
    return resolve(module, source.from, source.name);
  };
  const resolve = (module: Module, from: string, name: string): string => {
    if (!from.startsWith(".")) return externalName(external, taken, from, name);
    const target = modules.get(fileOf(module.file, from));
    const exported = target?.exported.get(name);
    if (!target || !exported) throw new Error(`${module.file}: ${name} is not exported by ${from}`);
    return exported.from === undefined ? finalName(target, exported.name) : resolve(target, exported.from, exported.name);
  };
  const bodies = [...modules.values()].map((module) => render(module, (local) => finalName(module, local)));
  const root = modules.get(entry);
  if (!root) throw new Error(`${entry} is missing`);
  const exports = [...root.exported].map(([name, { from, name: local }]) => {
    const final = from === undefined ? finalName(root, local) : resolve(root, from, local);
    return final === name ? name : `${final} as ${name}`;
  });
  const imports = [...external].map(([from, names]) => importLine(from, names));
  return `${[...imports, ...bodies.filter((body) => body !== "")].join("\n")}\nexport { ${exports.toSorted().join(", ")} };\n`;
}

function importLine(from: string, names: ReadonlyMap<string, string>): string {
  const star = names.get("*");
  const named = [...names].filter(([name]) => name !== "*").map(([name, local]) => (name === local ? name : `${name} as ${local}`));
  return [
    ...(star === undefined ? [] : [`import * as ${star} from "${from}";`]),
    ...(named.length > 0 ? [`import { ${named.join(", ")} } from "${from}";`] : []),
  ].join("\n");
}

function externalName(external: Map<string, Map<string, string>>, taken: Set<string>, from: string, name: string): string {
  const names = external.get(from) ?? new Map<string, string>();
  external.set(from, names);
  const known = names.get(name) ?? unique(name === "*" ? from.replaceAll(/\W+/g, "_") : name, taken);
  names.set(name, known);
  return known;
}

function unique(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let count = 1; taken.has(candidate); count++) candidate = `${name}_${count}`;
  taken.add(candidate);
  return candidate;
}

const fileOf = (from: string, specifier: string): string => path.resolve(path.dirname(from), specifier.replace(/\.[jt]sx?$/, ".d.ts"));

function load(file: string, modules: Map<string, Module>): void {
  if (modules.has(file)) return;
  const text = fs.readFileSync(file, "utf8");
  const { program, errors } = parseSync(file, text, { lang: "dts", sourceType: "module" });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? "cannot be parsed"}`);
  const module: Module = { file, text, declared: new Map(), imported: new Map(), exported: new Map(), edits: [], program };
  modules.set(file, module);
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") {
      for (const specifier of statement.specifiers) {
        const name = specifier.type === "ImportSpecifier" ? nameOf(specifier.imported) : "*";
        module.imported.set(specifier.local.name, { from: statement.source.value, name });
      }
      cut(module, statement);
    } else if (statement.type === "ExportNamedDeclaration") {
      const { declaration, source } = statement;
      if (declaration) {
        for (const name of declaredBy(declaration)) {
          module.declared.set(name, name);
          module.exported.set(name, { name });
        }
        module.edits.push({ start: statement.start, end: declaration.start, text: "" });
      } else {
        for (const specifier of statement.specifiers)
          module.exported.set(nameOf(specifier.exported), { ...(source ? { from: source.value } : {}), name: nameOf(specifier.local) });
        cut(module, statement);
      }
    } else for (const name of declaredBy(statement)) module.declared.set(name, name);
  }
  const sources = [...module.imported.values(), ...module.exported.values()].flatMap(({ from }) => (from?.startsWith(".") ? [from] : []));
  for (const from of new Set(sources)) load(fileOf(file, from), modules);
}

const cut = (module: Module, { start, end }: Node): void => void module.edits.push({ start, end, text: "" });
const nameOf = (node: { readonly type: string; readonly name?: string; readonly value?: string }): string => node.name ?? node.value ?? "";

function declaredBy(node: object): string[] {
  if ("declarations" in node && Array.isArray(node.declarations)) return node.declarations.flatMap((declarator: unknown) => identifierOf(declarator));
  return identifierOf(node);
}

/** `declare global` declares nothing of its own. */
function identifierOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null || !("id" in node) || ("kind" in node && node.kind === "global")) return [];
  const { id } = node;
  return typeof id === "object" && id !== null && "name" in id && typeof id.name === "string" ? [id.name] : [];
}

/** Keys whose identifiers name a member, not something that was declared at the top level. */
const MEMBER_KEYS = new Set(["key", "property", "right", "label", "params", "imported", "exported", "local"]);

function render(module: Module, finalName: (local: string) => string): string {
  const rename = (node: object, key: string): void => {
    if ("type" in node && node.type === "TSImportType") throw new Error(`${module.file}: import("…") types are not supported; name the type`);
    if (isIdentifier(node) && !MEMBER_KEYS.has(key)) {
      const name = finalName(node.name);
      if (name !== node.name) module.edits.push({ start: node.start, end: node.start + node.name.length, text: name });
    }
    for (const [childKey, child] of Object.entries(node)) {
      if (Array.isArray(child)) for (const entry of child) if (isObject(entry)) rename(entry, childKey);
      if (isObject(child)) rename(child, childKey);
    }
  };
  rename(module.program, "");
  let text = module.text;
  for (const { start, end, text: replacement } of module.edits.toSorted((a, b) => b.start - a.start))
    text = text.slice(0, start) + replacement + text.slice(end);
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && line.trim() !== "export {};")
    .map((line) => line.replace(/^(class|function|const|let|var|abstract class) /, "declare $1 "))
    .join("\n");
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);
const isIdentifier = (node: object): node is { readonly name: string; readonly start: number } =>
  "type" in node && node.type === "Identifier" && "name" in node && typeof node.name === "string" && "start" in node;
