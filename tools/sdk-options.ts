import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");

export interface OptionDoc {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** The members of an exported interface with their comments, as our formatter writes them: one line each, the comment above. */
export function optionsOf(file: string, name: string): OptionDoc[] {
  const lines = fs.readFileSync(path.join(root, file), "utf8").split("\n");
  const start = lines.findIndex((line) => line.startsWith(`export interface ${name} `));
  const end = lines.indexOf("}", start);
  if (start < 0 || end < 0) throw new Error(`${file} has no interface ${name}`);
  const options: OptionDoc[] = [];
  let comment: string[] = [];
  for (const line of lines.slice(start + 1, end)) {
    const member = /^ {2}(\w+)\?: (.*?)(?: \| undefined)?;$/.exec(line);
    if (member) {
      options.push({
        name: member[1] ?? "",
        type: (member[2] ?? "").replaceAll("readonly ", "").replaceAll(" | undefined", ""),
        text: comment.join(" ").trim(),
      });
      comment = [];
    } else if (line.trim() !== "") comment.push(line.replace(/^ *(\/\*\*|\*\/|\*)? ?/, "").replace(/ ?\*\/$/, ""));
  }
  return options;
}
