import type { Client } from "./client.ts";
import { mcpServer } from "./clients/mcp-server/client.ts";
import { sentryCli } from "./clients/sentry-cli/client.ts";

/** A new client is a folder under `clients/` and a line here. */
export const clients = { "sentry-cli": sentryCli, "mcp-server": mcpServer } as const satisfies Record<string, Client>;

export type ClientName = keyof typeof clients;
