import { familyOf } from "../stack-rules/frame-view.ts";
import { trimNative } from "./trim-native.ts";

/** A function's name without what compilers add to it and what differs between them (`grouping.md` §6.1). */
export function trimFunction(name: string, platform: string): string {
  if (platform === "csharp") return trimCsharp(name);
  return familyOf(platform) === "native" ? trimNative(name, platform) : name;
}

function trimCsharp(name: string): string {
  const parameters = name.indexOf(" (");
  return parameters <= 0 ? name : name.slice(0, parameters);
}
