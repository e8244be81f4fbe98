import type { Integration } from "../client/integration.ts";
import type { User } from "../event/event.ts";
import { getClient, getCurrentScope, getIsolationScope, setClient } from "../scope/current-scopes.ts";
import { createSession, type TrackedSession } from "../sessions/session.ts";

/**
 * Waits until everything captured so far is delivered: true. At the timeout (milliseconds, default 2000): false. Logs, metrics and
 * sessions that were being collected are handed to the queue in both cases; what is still queued at the timeout stays queued.
 */
export async function flush(timeout?: number): Promise<boolean> {
  return (await getClient()?.flush(milliseconds(timeout))) ?? true;
}

/** What timers can be set to: anything longer would be no time at all. */
const LONGEST = 2_147_483_647;
const milliseconds = (timeout: number | undefined): number | undefined =>
  typeof timeout === "number" && timeout >= 0 ? Math.min(timeout, LONGEST) : undefined;

/** Flushes and switches the SDK off. What could not be sent by then is lost, and the debug output says so. */
export async function close(timeout?: number): Promise<boolean> {
  const client = getClient();
  if (!client) return true;
  const done = await client.close(milliseconds(timeout));
  setClient(undefined);
  return done;
}

/** Whether `init` was called, with or without a DSN. */
export const isInitialized = (): boolean => getClient() !== undefined;
/** Whether events go anywhere: `init` was called with a DSN. */
export const isEnabled = (): boolean => getClient()?.enabled ?? false;

/** For what is only known after `init`. One whose name the client has already is left out. */
export function addIntegration(integration: Integration): void {
  getClient()?.addIntegration(integration);
}

/** Begins a session of the current scope; `captureSession` reports it, `endSession` and `captureSession(true)` end and report it. */
export function startSession({ user }: { readonly user?: User | undefined } = {}): TrackedSession | undefined {
  const client = getClient();
  if (!client?.enabled) return undefined;
  const scope = getIsolationScope();
  endSession();
  const session = createSession(client, user ?? getCurrentScope().getScopeData().user ?? scope.getScopeData().user);
  scope.setSession(session);
  return session;
}

/** Sends the session of the current scopes as it is now; `end`: as `endSession`. */
export function captureSession(end = false): void {
  if (end) return endSession();
  const session = getIsolationScope().getSession();
  if (isTracked(session)) session.send();
}

/** Ends the session of the current scopes and sends it. */
export function endSession(): void {
  const scope = getIsolationScope();
  const session = scope.getSession();
  if (!isTracked(session)) return;
  session.end();
  scope.setSession(undefined);
}

const isTracked = (session: object | undefined): session is TrackedSession => session !== undefined && "send" in session;
