import type { SQLInputValue, StatementSync } from "node:sqlite";
import { Kysely, type RawBuilder, sql, SqliteDialect, type Compilable } from "kysely";
import type { Database } from "../../sqlite/database.ts";
import type { Schema } from "./schema.ts";

export type StateDb = Kysely<Schema>;

/** Kysely on `node:sqlite`: its SQLite dialect expects the statements of better-sqlite3. */
export function kyselyOver(database: Database): StateDb {
  return new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: {
        prepare: (text) => {
          const statement = database.prepare(text);
          return {
            reader: statement.columns().length > 0,
            all: (parameters) => statement.all(...parameters.map(bindable)),
            run: (parameters) => statement.run(...parameters.map(bindable)),
            iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
          };
        },
        close: () => database.close(),
      },
    }),
  });
}

/** A place for a value in a statement that is compiled once. */
export function slot<T>(name: string): RawBuilder<T> {
  return sql<T>`${new Slot(name)}`;
}

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export type SlotValues = Readonly<Record<string, SQLInputValue>>;

/** A statement of the hot path: built and compiled by Kysely once, prepared once, then only bound and stepped. */
export class Prepared<Row> {
  readonly #statement: StatementSync;
  readonly #parameters: readonly unknown[];
  readonly #decode: (row: Record<string, unknown>) => Row;

  constructor(database: Database, query: Compilable, decode: (row: Record<string, unknown>) => Row) {
    const compiled = query.compile();
    this.#statement = database.prepare(compiled.sql);
    this.#parameters = compiled.parameters;
    this.#decode = decode;
  }

  /** The number of rows changed. */
  run(values: SlotValues): number {
    return Number(this.#statement.run(...this.#bind(values)).changes);
  }

  get(values: SlotValues): Row | undefined {
    const row = this.#statement.get(...this.#bind(values));
    return row === undefined ? undefined : this.#decode(row);
  }

  all(values: SlotValues): Row[] {
    return this.#statement.all(...this.#bind(values)).map((row) => this.#decode(row));
  }

  #bind(values: SlotValues): SQLInputValue[] {
    return this.#parameters.map((parameter) => (parameter instanceof Slot ? (values[parameter.name] ?? null) : bindable(parameter)));
  }
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "bigint" || value instanceof Uint8Array) return value;
  if (typeof value === "boolean") return Number(value);
  throw new TypeError(`a ${typeof value} cannot be bound to a statement`);
}
