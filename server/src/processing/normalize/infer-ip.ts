import type { Request, Sdk, User } from "./event.ts";
import { isIpAddress } from "./ip.ts";
import { autoIp } from "./user.ts";

/** Platforms whose events come straight from a person's device (`protocol.md` §10.4). */
const clientPlatforms = new Set(["javascript", "cocoa", "objc"]);

/** The user's address by the rules of `sdk.settings.infer_ip`; never the connection's when the SDK does not want that. */
export function inferIp(
  user: User | undefined,
  platform: string,
  request: Request | undefined,
  sdk: Sdk | undefined,
  clientIp: string | null,
): User | undefined {
  const sent = user?.ip_address;
  if (sent !== undefined && sent !== autoIp) return user;
  const ip = inferred(sent === autoIp, platform, request, sdk?.settings?.["infer_ip"], clientIp);
  if (ip !== undefined) return { ...user, ip_address: ip };
  if (user === undefined || sent === undefined) return user;
  const { ip_address: _auto, ...rest } = user;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

function inferred(asked: boolean, platform: string, request: Request | undefined, setting: unknown, clientIp: string | null): string | undefined {
  const connection = clientIp ?? undefined;
  if (setting === "auto") return connection;
  if (setting !== undefined && setting !== null && setting !== "legacy") return undefined;
  if (asked) return connection;
  const remote = request?.env?.["REMOTE_ADDR"];
  if (typeof remote === "string" && isIpAddress(remote)) return remote;
  return clientPlatforms.has(platform) ? connection : undefined;
}
