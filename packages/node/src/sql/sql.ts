export { instrumentKnex } from "./knex.ts";
export { instrumentPg, type PgLike } from "./pg.ts";
export { instrumentPostgres } from "./postgres.ts";
export { prismaExtension, type PrismaOperation } from "./prisma.ts";
export type { QueryOptions } from "@vedette/node";
