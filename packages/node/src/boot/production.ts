import { getClient } from "@vedette/core";

/** Whether this may be production: by `NODE_ENV`, or by the environment of `init`, which is production unless it says otherwise. */
export const isProduction = (): boolean => process.env["NODE_ENV"] === "production" || (getClient()?.options.environment ?? "production") === "production";
