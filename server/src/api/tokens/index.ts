import { createToken } from "./create.ts";
import { deleteToken } from "./delete.ts";
import { listTokens } from "./list.ts";

export const tokenEndpoints = { listTokens, createToken, deleteToken };
