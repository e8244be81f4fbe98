import { getClient, getCurrentScope, getIsolationScope, setClient } from "../scope/current-scopes.ts";
import { createSession, type TrackedSession } from "../sessions/session.ts";

/**
 * Waits until everything captured so far is delivered: true. At the timeout (milliseconds, default 2000): false. Logs, metrics and
 * sessions that were being collected are handed to the queue in both cases; what is still queued at the timeout stays queued.
 */
export async function flush(timeout?: number): Promise<boolean> {
  return (await getClient()?.flush(timeout)) ?? true;
}

/** Flushes and switches the SDK off. What could not be sent by then is lost, and the debug output says so. */
export async function close(timeout?: number): Promise<boolean> {
  const client = getClient();
  if (!client) return true;
  const done = await client.close(timeout);
  setClient(undefined);
  return done;
}

export const isInitialized = (): boolean => getClient() !== undefined;
export const isEnabled = (): boolean => getClient()?.enabled ?? false;

/** Begins a session of the current scope; `captureSession` reports it, `endSession` ends and reports it. */
export function startSession(): TrackedSession | undefined {
  const client = getClient();
  if (!client?.enabled) return undefined;
  const scope = getIsolationScope();
  endSession();
  const session = createSession(client, getCurrentScope().getScopeData().user ?? scope.getScopeData().user);
  scope.setSession(session);
  return session;
}

export function captureSession(): void {
  const session = getIsolationScope().getSession();
  if (isTracked(session)) session.send();
}

export function endSession(): void {
  const scope = getIsolationScope();
  const session = scope.getSession();
  if (!isTracked(session)) return;
  session.end();
  scope.setSession(undefined);
}

const isTracked = (session: object | undefined): session is TrackedSession => session !== undefined && "send" in session;
