import fs from "node:fs";
import path from "node:path";
import { scaffolds } from "./scaffold.ts";

// npm run new -- KIND NAME: the folder, a first version with a failing test, and the line in its list.

const root = path.resolve(import.meta.dirname, "..");

/** Writes the change below `folder`. Returns the files it touched; throws without writing anything if one is there already. */
export function scaffold(folder: string, kind: string, name: string): string[] {
  const known = scaffolds[kind];
  if (known === undefined) throw new Error(`there is no kind ${kind}`);
  if (!/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/.test(name)) throw new Error(`${name} is no name: lower case letters and digits, words joined by - or _`);
  const files = Object.entries(known.files(name));
  const taken = files.find(([file]) => fs.existsSync(path.join(folder, file)));
  if (taken !== undefined) throw new Error(`${taken[0]} is there already`);
  const edits = new Map<string, string>();
  for (const { file, before, insert } of known.lines(name)) {
    const text = edits.get(file) ?? fs.readFileSync(path.join(folder, file), "utf8");
    const at = text.indexOf(before);
    if (at === -1) throw new Error(`${file} has no line ${JSON.stringify(before)}: ${kind} ${name} may not be one the list knows`);
    // A line of the same name is what the new one takes the place of.
    const rest = insert.startsWith(before) ? text.slice(text.indexOf("\n", at) + 1) : text.slice(at);
    edits.set(file, text.slice(0, at) + insert + rest);
  }
  for (const [file, text] of [...files, ...edits]) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  return [...files.map(([file]) => file), ...edits.keys()];
}

if (process.argv[1] === import.meta.filename) {
  const [kind = "", name = "", ...more] = process.argv.slice(2);
  try {
    if (more.length > 0) throw new Error(`one change at a time; ${more.join(" ")} is too much`);
    for (const file of scaffold(root, kind, name)) console.log(file);
    console.log("Its test fails until it does something. Run it with npm test -- and the path.");
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(
      `npm run new -- KIND NAME, where KIND NAME is\n  ${Object.values(scaffolds)
        .map((known) => known.usage)
        .join("\n  ")}`,
    );
    process.exitCode = 1;
  }
}
