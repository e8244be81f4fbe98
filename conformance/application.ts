import { type ChildProcess, spawn } from "node:child_process";
import { api, cleanEnvironment, eventDetail, type Project, projectPath, type Server, until } from "../server/test/harness.ts";
import { listAt, pick, textAt } from "../server/test/json-path.ts";

/**
 * A web application with the SDK of its framework, set up as that SDK's manual says: a folder under `applications/` with
 * its source. Listed in `applications.ts`. What its routes did is read back through the REST API.
 */
export interface Application {
  /** Column of its table. */
  readonly name: string;
  /** Rows of its table, run in this order. */
  readonly tasks: Readonly<Record<string, Visit>>;
  /** Installs it into `work` (made, kept between runs). Throws with the tool's words when it cannot. */
  readonly prepare: (work: string) => Promise<Installed>;
}

interface Installed {
  /** Of the SDK. */
  readonly version: string;
  /** Resolves when it answers requests. */
  readonly start: (dsn: string) => Promise<Running>;
}

export interface Running extends AsyncDisposable {
  readonly url: string;
  /** Everything it printed so far. */
  output(): string;
}

/** What is wrong; nothing means that it works. */
export type Visit = (site: Site) => Promise<readonly string[]>;

export class Site {
  readonly app: Running;
  readonly #server: Server;
  readonly #project: Project;

  constructor(app: Running, server: Server, project: Project) {
    this.app = app;
    this.#server = server;
    this.#project = project;
  }

  /** Status and text of the application's own answer. */
  async get(route: string, init: RequestInit = {}): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> {
    const answer = await fetch(this.app.url + route, init);
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  /** The newest stored event with this title, as the API shows it; waits for it. */
  async event(title: string | RegExp): Promise<unknown> {
    const id = await until(`an event titled ${title}`, async () => textOrUndefined((await this.events()).find((event) => matches(event, title))));
    return this.eventWithId(id);
  }

  /** With or without dashes. Waits for it. */
  eventWithId(id: string): Promise<unknown> {
    return until(`event ${id}`, () => eventDetail(this.#server, this.#project, id.replaceAll("-", "")));
  }

  /** The project's newest events. */
  async events(): Promise<readonly unknown[]> {
    return listAt((await this.api(`${projectPath(this.#project)}/events/`)).body);
  }

  /** How many events have this title now. */
  async count(title: string | RegExp): Promise<number> {
    return (await this.events()).filter((event) => matches(event, title)).length;
  }

  /** Polls until there is something. */
  until<T>(what: string, probe: () => Promise<T | undefined>): Promise<T> {
    return until(what, probe, 30_000, 200);
  }

  /** GET of a REST path below `/api/0`. `{org}` and `{project}` are filled in. */
  async api(path: string): Promise<{ readonly status: number; readonly body: unknown }> {
    return api(this.#server, this.#project, path.replace("{org}", this.#project.orgSlug).replace("{project}", this.#project.slug));
  }
}

const textOrUndefined = (event: unknown): string | undefined => (event === undefined ? undefined : textAt(event, "id"));

function matches(event: unknown, title: string | RegExp): boolean {
  const text = String(pick(event, "title"));
  return typeof title === "string" ? text === title : title.test(text);
}

/** Starts a process and waits until `url` answers at all. Ends with everything that it started. */
export async function runningAt(
  url: string,
  commands: readonly { readonly file: string; readonly args: readonly string[]; readonly cwd: string; readonly env: Readonly<Record<string, string>> }[],
): Promise<Running> {
  let output = "";
  const children: ChildProcess[] = [];
  for (const { file, args, cwd, env } of commands) {
    const child = spawn(file, args, { cwd, env: cleanEnvironment(env), stdio: ["ignore", "pipe", "pipe"], detached: true });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    children.push(child);
  }
  const stop = async (): Promise<void> => {
    for (const child of children.toReversed()) if (child.exitCode === null && child.signalCode === null) await ended(child);
  };
  process.once("exit", () => {
    for (const child of children) signal(child, "SIGKILL");
  });
  try {
    await until(
      `an answer from ${url}`,
      async () => {
        const dead = children.find(({ exitCode }) => exitCode !== null);
        if (dead !== undefined) throw new Error(`${dead.spawnfile} ended with ${String(dead.exitCode)}:\n${output.slice(-2000)}`);
        return (await answers(url)) || undefined;
      },
      120_000,
      100,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, output: () => output, [Symbol.asyncDispose]: stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

/** Asked to end, and made to after ten seconds. */
async function ended(child: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => child.once("close", resolve));
  signal(child, "SIGTERM");
  const impatience = setTimeout(() => signal(child, "SIGKILL"), 10_000);
  await end;
  clearTimeout(impatience);
}

/** To the whole group: what it started, too. */
function signal({ pid }: ChildProcess, name: "SIGTERM" | "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // it has ended
  }
}
