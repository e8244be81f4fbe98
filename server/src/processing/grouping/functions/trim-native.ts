import { plainToken } from "./plain-token.ts";
import { trickyToken, unshielded } from "./tricky-token.ts";

const decorated = /@|::h/;
const rustHash = /::h[a-z\d]{16}$/;
const gnuVersion = /@(?:@[A-Z]|GLIBC_)[\w.]*$/;
const windowsDecoration = /^@?(.*?)@\d+$/;

/** C, C++, Rust, Objective-C and Swift: no return type, parameters, type arguments, clones, hashes and versions. */
export function trimNative(name: string, platform: string): string {
  if (name === "<redacted>" || name === "<unknown>" || /^[+-]?\[/.test(name)) return name;
  const untrailed = withoutTrailers(name.trim());
  const token = plainToken(untrailed) ?? trickyToken(untrailed);
  if (token === undefined) return undecorated(name);
  if (token.startsWith("@") && (platform === "cocoa" || platform === "swift")) return name.includes("thunk for ") ? "thunk for closure" : "closure";
  return undecorated(unshielded(token));
}

function withoutTrailers(name: string): string {
  let text = name;
  for (;;) {
    if (text.endsWith("]") && clone.test(text)) text = text.replace(clone, "");
    else if (text.endsWith("&")) text = text.slice(0, -1).trimEnd();
    else if (text.endsWith("const") && !word.test(text[text.length - 6] ?? "")) text = text.slice(0, -5).trimEnd();
    else return text;
  }
}

const word = /\w/;
/** What gcc appends, also behind a `const`. */
const clone = /\s?\[clone [^[\]]*\]$/;

function undecorated(name: string): string {
  if (!decorated.test(name)) return name;
  const plain = name.replace(rustHash, "").replace(gnuVersion, "");
  return plain.replace(windowsDecoration, "$1") || name;
}
