import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

type Version = readonly [name: string, node: string];

const OLDEST = "/usr/bin/node";
const named = (node: string): Version => [spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim(), node];

/**
 * What the packed SDK runs on: the Node of this run and the machine's own. `npm run conformance -- nodes` installs one of each supported
 * line from the registry and names them in VEDETTE_TEST_NODES.
 */
export const nodeVersions: readonly Version[] = (process.env["VEDETTE_TEST_NODES"]?.split(path.delimiter) ?? [process.execPath, OLDEST])
  .filter((node, index, all) => existsSync(node) && all.indexOf(node) === index)
  .map(named);
