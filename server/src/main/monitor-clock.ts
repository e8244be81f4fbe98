import { ownKey, type LogStats, type RecordMeta } from "../log/port.ts";
import type { Clock } from "../platform/clock.ts";
import type { StateReader, StateWriter } from "../stores/state/port.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";

const minuteMs = 60_000;
/** Signals that are handed on at once; the rest follows. */
const batch = 500;

interface Deps {
  readonly clock: Clock;
  readonly log: { readonly stats: () => LogStats; readonly append: (meta: RecordMeta, body: Uint8Array) => Promise<number> };
  readonly reader: Pick<StateReader, "monitorSignals">;
  readonly events: Pick<TelemetryReader, "event">;
  readonly writer: Pick<StateWriter, "noteMonitorOutage" | "tickMonitors" | "logMonitorSignal" | "removeMonitorSignals" | "updateIssues">;
}

export interface MonitorClock {
  /** To be called every second or so; does nothing while it is still busy. */
  tick(): Promise<void>;
}

/**
 * What time alone does to monitors, and what incidents tell issues. A failure becomes an event by way of the log, like any
 * other: it has its id from the incident, so that a second one after a crash is a duplicate.
 */
export async function startMonitorClock({ clock, log, reader, events, writer }: Deps): Promise<MonitorClock> {
  await writer.noteMonitorOutage(clock.now());
  let ticked = 0;
  let busy = false;
  return {
    async tick() {
      if (busy) return;
      busy = true;
      try {
        await turn();
      } finally {
        busy = false;
      }
    },
  };

  async function turn(): Promise<void> {
    // Check-ins that wait in the log arrived in time, whenever they are processed.
    const now = log.stats().oldestPendingAt ?? clock.now();
    const minute = Math.floor(now / minuteMs);
    if (minute > ticked) {
      await writer.tickMonitors(now);
      ticked = minute;
    }
    await passOn();
  }

  async function passOn(): Promise<void> {
    const signals = await reader.monitorSignals(batch);
    const { committedSeq } = log.stats();
    const done: number[] = [];
    /** Projects with failures on their way: what comes behind those has to wait. */
    const waiting = new Set<number>();
    for (const signal of signals) {
      const { id, projectId, eventId, kind, seq, payload } = signal;
      if (kind === "failure") {
        if (seq !== null && seq <= committedSeq) done.push(id);
        else waiting.add(projectId);
        if (seq === null) await writer.logMonitorSignal(id, await log.append(metaOf(projectId, eventId, clock.now()), Buffer.from(payload)));
      } else if (!waiting.has(projectId)) {
        const event = await events.event([projectId], eventId);
        if (event !== undefined) await resolve(projectId, event.issueId);
        done.push(id);
      }
    }
    if (done.length > 0) await writer.removeMonitorSignals(done);
  }

  async function resolve(projectId: number, issueId: number): Promise<void> {
    const status = { status: "resolved", substatus: null, details: {} } as const;
    await writer.updateIssues({ projectIds: [projectId], ids: [issueId], at: clock.now(), userId: null, status });
  }
}

function metaOf(projectId: number, eventId: string, receivedAt: number): RecordMeta {
  return { endpoint: "store", projectId, keyId: ownKey, receivedAt, eventId, clientIp: null, userAgent: null, origin: null, authClient: "vedette.monitors" };
}
