import fs from "node:fs";
import path from "node:path";

/** Broken relative links and images in the project's Markdown: one line each, with file and target. */
export function checkDocs(root: string): string[] {
  const files = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    ...markdownBelow(root, "docs"),
    ...markdownBelow(root, "packages"),
    ...markdownBelow(root, "examples"),
  ];
  return files.filter((file) => fs.existsSync(path.join(root, file))).flatMap((file) => brokenLinks(root, file));
}

function markdownBelow(root: string, folder: string): string[] {
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => path.join(folder, name));
}

function brokenLinks(root: string, file: string): string[] {
  const text = fs.readFileSync(path.join(root, file), "utf8").replaceAll(/^```[\s\S]*?^```/gm, "");
  return [...text.matchAll(/\]\(([^)\s#]+)(#[^)]*)?\)/g)]
    .map((match) => match[1] ?? "")
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !fs.existsSync(path.resolve(root, path.dirname(file), decodeURIComponent(target))))
    .map((target) => `${file}: ${target} does not exist`);
}
