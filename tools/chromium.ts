import fs from "node:fs";
import path from "node:path";

/** Flags for an unattended run: no sandbox (tests may run as root), no traffic of the browser's own. */
export const chromiumFlags: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The system's Chromium or Chrome: `CHROMIUM`, else the first one found; undefined if there is none. */
export function chromiumPath(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && fs.existsSync(named)) return named;
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const fixed = [
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ];
  return [...folders.flatMap((folder) => names.map((name) => path.join(folder, name))), ...fixed].find((file) => fs.existsSync(file));
}
