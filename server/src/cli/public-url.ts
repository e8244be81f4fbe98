import type { Settings } from "../config/settings.ts";

/** The public base URL: as configured, else where the server listens. A server that listens everywhere is reachable as localhost. */
export function publicUrlOf({ publicUrl, host, port }: Pick<Settings, "publicUrl" | "host" | "port">): string {
  if (publicUrl !== null) return publicUrl;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
