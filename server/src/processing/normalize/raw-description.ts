import type { JsonObject } from "../json/json.ts";

/** What operating systems and runtimes say about themselves in one line of text (`protocol.md` §9.9). */

/** Build numbers of the .NET Framework, newest first; a build belongs to the first row it reaches. */
const dotnetBuilds: readonly (readonly [build: number, version: string])[] = [
  [528_040, "4.8"],
  [461_808, "4.7.2"],
  [461_308, "4.7.1"],
  [460_798, "4.7"],
  [394_802, "4.6.2"],
  [394_254, "4.6.1"],
  [393_295, "4.6"],
  [379_893, "4.5.2"],
  [378_675, "4.5.1"],
  [378_389, "4.5"],
];

export function parseRuntime(description: string): JsonObject | undefined {
  const framework = /^\.NET Framework (\d{6})$/.exec(description);
  if (framework !== null) {
    const build = Number(framework[1]);
    const version = dotnetBuilds.find(([from]) => build >= from)?.[1];
    return { name: ".NET Framework", ...(version !== undefined && { version }), build: String(build) };
  }
  const match = /^(.{1,100}?) v?(\d+\.\d+(?:\.\d+){0,2})/.exec(description);
  return match === null ? undefined : { name: match[1] ?? "", version: match[2] ?? "" };
}

const windowsBuilds: readonly (readonly [from: number, to: number, version: string])[] = [
  [2600, 3790, "XP"],
  [6002, 6002, "Vista"],
  [7601, 7601, "7"],
  [9200, 9200, "8"],
  [9600, 9600, "8.1"],
  [10_240, 19_044, "10"],
  [19_045, 21_999, "10"],
  [22_000, 29_999, "11"],
];

export function parseOs(description: string): JsonObject | undefined {
  return windows(description) ?? mac(description) ?? android(description) ?? unix(description);
}

function windows(description: string): JsonObject | undefined {
  const match = /^(?:Microsoft )?Windows(?: NT)?(?: (\d{1,2}(?:\.\d+){0,3}))?(?: \((?:build )?(\d+\.\d+\.)?(\d{3,6})\))?/i.exec(description);
  if (match === null) return undefined;
  const sent = match[1];
  const build = match[3] ?? sent?.split(".")[2];
  const row = build === undefined ? undefined : windowsBuilds.find(([from, to]) => Number(build) >= from && Number(build) <= to);
  const version = row?.[2] ?? sent;
  return { name: "Windows", ...(version !== undefined && { version }), ...(build !== undefined && { build }) };
}

function mac(description: string): JsonObject | undefined {
  const match = /^(?:Mac ?OS X|macOS) (\d+(?:\.\d+){0,2})(?: \(([\w.]+)\))?/i.exec(description);
  if (match === null) return undefined;
  return { name: "macOS", version: match[1] ?? "", ...(match[2] !== undefined && { build: match[2] }) };
}

function android(description: string): JsonObject | undefined {
  const match = /^Android(?: OS)? (\d+(?:\.\d+){0,2}) ?\/ ?API-(\d+)/.exec(description);
  return match === null ? undefined : { name: "Android", version: match[1] ?? "" };
}

function unix(description: string): JsonObject | undefined {
  const linux = /^Linux (\d+\.\d+(?:\.\d+)?\S*) ([A-Za-z]\S{0,50}) (\d+(?:\.\d+){0,3})/.exec(description);
  if (linux !== null) return { name: linux[2] ?? "", version: linux[3] ?? "", kernel_version: linux[1] ?? "" };
  const uname = /^(Linux|Darwin|FreeBSD|OpenBSD|NetBSD|SunOS|Unix) (\d+\.\d+(?:\.\d+){0,2}\S*)/.exec(description);
  return uname === null ? undefined : { name: uname[1] ?? "", kernel_version: uname[2] ?? "" };
}
