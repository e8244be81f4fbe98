import { createToken } from "./create.ts";
import { deleteToken } from "./delete.ts";
import { listTokens } from "./list.ts";
import { createMyToken, deleteMyToken, listMyTokens } from "./mine.ts";

export const tokenEndpoints = { listTokens, createToken, deleteToken, listMyTokens, createMyToken, deleteMyToken };
