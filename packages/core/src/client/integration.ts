import type { Event } from "../event/event.ts";
import { describeValue } from "../errors/error-like.ts";
import type { Client } from "./client.ts";
import type { EventHint } from "./event-hint.ts";

/** A part of the SDK that can be switched off or replaced by its name. */
export interface Integration {
  readonly name: string;
  /** Starts it. What it returns stops it again. */
  readonly start?: ((client: Client) => (() => void) | void) | undefined;
  /** `processEvent` is not called for transactions and feedback. */
  readonly onlyErrors?: true | undefined;
  /** Changes or drops events before the hooks of the application. */
  readonly processEvent?: ((event: Event, hint: EventHint, client: Client) => Event | null | PromiseLike<Event | null>) | undefined;
}

/** One that fails to start is no reason for the application to fail. Returns how to stop it. */
export function startIntegration(client: Client, { name, start }: Integration): () => void {
  try {
    return start?.(client) ?? (() => undefined);
  } catch (error) {
    client.log(`${name} failed to start: ${describeValue(error)}`);
    return () => undefined;
  }
}

/** Defaults first, replaced where the user names the same; the last of a name wins. */
export function chooseIntegrations(
  defaults: readonly Integration[],
  chosen: readonly Integration[] | ((defaults: readonly Integration[]) => readonly Integration[]) | undefined,
): Integration[] {
  const list = typeof chosen === "function" ? chosen(defaults) : [...defaults, ...(chosen ?? [])];
  return [...new Map(list.map((integration) => [integration.name, integration])).values()];
}
