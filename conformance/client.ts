import type { Project, RunResult, Server } from "../server/test/harness.ts";

/** A command-line client of the REST API: a folder under `clients/` with its tasks. Listed in `clients.ts`. */
export interface Client {
  readonly name: string;
  /** Each is a column. Pinned, so that a difference is ours. */
  readonly versions: readonly string[];
  /** Rows of its table, run in this order: later ones may need what earlier ones sent. */
  readonly tasks: Readonly<Record<string, Task>>;
  /** Installs a version from its registry into `work` (made, kept between runs). Throws with the tool's words when it cannot. */
  readonly prepare: (version: string, work: string) => Promise<Command>;
}

/** What is wrong; nothing means that it works. */
export type Task = (shop: Shop, command: Command) => Promise<readonly string[]>;

/** Runs the client once, with nothing but `environment` to configure it. */
export type Command = (args: readonly string[], environment: Readonly<Record<string, string>>) => Promise<RunResult>;

/** Where a client works: a project of its own. */
export interface Shop {
  readonly server: Server;
  readonly project: Project;
  readonly tokens: { readonly user: string; readonly organization: string };
  readonly userEmail: string;
}
