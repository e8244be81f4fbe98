import path from "node:path";
import { rolldown } from "rolldown";
import { parseAst } from "rolldown/parseAst";
import { expect, test } from "vitest";

/**
 * Each package is published as one file per entry, of which bundlers drop statement by statement what a page does not use: webpack and esbuild
 * keep every call that could do something, unless it is marked as pure.
 */
test.each(["protocol", "core", "browser"])("nothing in @vedette/%s happens just because it is imported", async (name) => {
  const build = await rolldown({
    input: path.join(import.meta.dirname, "../..", name, "src/index.ts"),
    platform: "neutral",
    external: [/^node:/, /^@vedette\//],
    treeshake: false,
    transform: { target: "es2022" },
    logLevel: "warn",
  });
  const { output } = await build.generate({ format: "esm", comments: { annotation: true } });
  await build.close();
  const { code } = output[0];
  expect(callsAtLoad(parseAst(code), code)).toEqual([]);
});

const PURE = /\/\*\s*[@#]__PURE__\s*\*\/\s*\(*$/;
/** Whose bodies run later, or never. */
const LATER = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "MethodDefinition"]);

/** Calls that run when the file is loaded and are not marked. */
function callsAtLoad(node: unknown, code: string): string[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((one) => callsAtLoad(one, code));
  const type: unknown = Reflect.get(node, "type");
  if (typeof type !== "string" || LATER.has(type)) return [];
  if (type === "PropertyDefinition" && Reflect.get(node, "static") !== true) return [];
  const inside = Object.values(node).flatMap((one) => callsAtLoad(one, code));
  const start = Number(Reflect.get(node, "start"));
  const isCall = type === "CallExpression" || type === "NewExpression";
  return isCall && !PURE.test(code.slice(0, start)) ? [code.slice(start, start + 80), ...inside] : inside;
}
