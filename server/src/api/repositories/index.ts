import { listRepositories } from "./list.ts";

export const repositoryEndpoints = { listRepositories };
