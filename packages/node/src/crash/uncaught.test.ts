import { expect, test } from "vitest";
import { rejectionMode } from "./uncaught.ts";

test.each([
  [[], "", "throw"],
  [["--unhandled-rejections=warn"], "", "warn"],
  [["--unhandled-rejections", "none"], "", "none"],
  [[], "--max-old-space-size=100 --unhandled-rejections=strict", "strict"],
  [["--unhandled-rejections=warn"], "--unhandled-rejections=strict", "warn"],
])("%j with NODE_OPTIONS %j: %s", (args, nodeOptions, mode) => {
  expect(rejectionMode(args, nodeOptions)).toBe(mode);
});
