import type { Product } from "./parse-user-agent.ts";

/** What a browser says of itself in `Sec-CH-UA` headers. */
export interface ClientHints {
  readonly browser?: Product;
  /** Its version is the real one, unlike that in a user agent. */
  readonly os?: Product;
  readonly model?: string;
}

/** Header values; names as normalization writes them (`protocol.md` §9.7). */
export function readClientHints(header: (name: string) => string | undefined): ClientHints {
  const browser = preferredBrand(header("Sec-Ch-Ua-Full-Version-List")) ?? preferredBrand(header("Sec-Ch-Ua"));
  const os = platform(bare(header("Sec-Ch-Ua-Platform")), bare(header("Sec-Ch-Ua-Platform-Version")));
  const model = bare(header("Sec-Ch-Ua-Model"));
  return { ...(browser && { browser }), ...(os && { os }), ...(model !== "" && { model }) };
}

const maxLength = 512;

/** `"Not)A;Brand";v="8", "Chromium";v="138", "Google Chrome";v="138"`, shuffled: Chromium where no browser made from it is named. */
function preferredBrand(list: string | undefined): Product | undefined {
  if (list === undefined) return undefined;
  let chromium: Product | undefined;
  for (const [, name = "", version = ""] of list.slice(0, maxLength).matchAll(/"([^"\\]{1,64})"; ?v="([\d.]{1,32})"/g)) {
    if (/^\W*not\W*.*brand/i.test(name)) continue;
    if (name !== "Chromium") return { name, version };
    chromium = { name, version };
  }
  return chromium;
}

function platform(name: string, version: string): Product | undefined {
  if (name === "" || name === "Unknown") return undefined;
  if (version === "") return { name };
  return { name, version: name === "Windows" ? windowsVersion(version) : version };
}

/** Windows answers with the version of an API contract: 13 and more is Windows 11, 1 to 10 is Windows 10, before that 0.1 to 0.3 (Microsoft Edge's documentation). */
function windowsVersion(contract: string): string {
  const [major = 0, minor = 0] = contract.split(".").map(Number);
  if (major >= 13) return "11";
  if (major >= 1) return "10";
  return ["", "7", "8", "8.1"][minor] || contract;
}

/** A structured header's string without its quotes. */
function bare(value: string | undefined): string {
  return (value ?? "").replaceAll('"', "").trim().slice(0, 128).toWellFormed();
}
