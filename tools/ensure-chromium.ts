import { spawnSync } from "node:child_process";
import { chromiumPath } from "./chromium.ts";

if (chromiumPath() === undefined && process.platform === "linux" && process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
  console.error("Installing Chromium for the browser tests …");
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
  spawnSync("apt-get", ["install", "-y", "-qq", "chromium"], { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}
if (chromiumPath() === undefined) {
  console.error(
    "The browser tests need Chromium or Chrome. Install it with your system's package manager, or set CHROMIUM to its path, and run the tests again.",
  );
  process.exit(1);
}
