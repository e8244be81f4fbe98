import { startSpan } from "@vedette/node";

/** What Prisma hands the hook of all operations. */
export interface PrismaOperation {
  readonly model?: string | undefined;
  readonly operation: string;
  readonly args: unknown;
  readonly query: (args: unknown) => Promise<unknown>;
}

/** An extension for `$extends`, Prisma's own way to see every operation: a span for each, without its arguments. */
export function prismaExtension(): { readonly name: string; readonly query: { readonly $allOperations: (operation: PrismaOperation) => Promise<unknown> } } {
  return {
    name: "vedette",
    query: {
      $allOperations: ({ model, operation, args, query }) =>
        startSpan(
          {
            name: model === undefined ? operation : `${model}.${operation}`,
            op: "db",
            onlyIfParent: true,
            attributes: { "sentry.origin": "auto.db.prisma", "db.operation.name": operation, "db.collection.name": model },
          },
          () => query(args),
        ),
    },
  };
}
