export { ApiError, createClient, parseLink } from "./client.ts";
export type { CallOptions, Client, ClientOptions, Page } from "./client.ts";
export type * from "./generated/types.ts";
