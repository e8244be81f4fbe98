import type { Lane, OutgoingEnvelope } from "./outgoing.ts";

/** Envelopes that may wait per lane. Errors: a burst of a thousand must survive. Logs and metrics wait as batches of 100. */
const LANE_CAPACITY: Readonly<Record<Lane, number>> = {
  error: 2000,
  check_in: 1000,
  transaction: 2000,
  session: 100,
  log: 200,
  metric: 200,
  report: 10,
};

/** Turns per round of sending. */
const LANE_WEIGHT: Readonly<Record<Lane, number>> = { error: 5, check_in: 4, transaction: 3, session: 2, log: 2, metric: 2, report: 1 };

export interface Lanes {
  /** Returns the envelope that had to make room: the oldest of the same lane. */
  push(envelope: OutgoingEnvelope): OutgoingEnvelope | undefined;
  next(): OutgoingEnvelope | undefined;
  readonly size: number;
  readonly waiting: readonly OutgoingEnvelope[];
  /** How full the fullest lane is, 0 to 1. */
  readonly pressure: number;
  clear(): OutgoingEnvelope[];
}

interface Ring {
  readonly lane: Lane;
  readonly capacity: number;
  waiting: OutgoingEnvelope[];
  turns: number;
}

/** Weighted round robin over bounded queues that drop their oldest entry when full. */
export function createLanes(capacities: Partial<Record<Lane, number>> = {}): Lanes {
  const rings: Ring[] = [];
  let size = 0;
  for (const lane of LANES) rings.push({ lane, capacity: capacities[lane] ?? LANE_CAPACITY[lane], waiting: [], turns: LANE_WEIGHT[lane] });
  const takeTurn = (): OutgoingEnvelope | undefined => {
    const ring = rings.find((ring) => ring.turns > 0 && ring.waiting.length > 0);
    if (!ring) return undefined;
    ring.turns--;
    size--;
    return ring.waiting.shift();
  };
  return {
    push(envelope) {
      const ring = rings.find((ring) => ring.lane === envelope.lane);
      if (!ring || ring.capacity <= 0) return envelope;
      const oldest = ring.waiting.length >= ring.capacity ? ring.waiting.shift() : undefined;
      ring.waiting.push(envelope);
      if (!oldest) size++;
      return oldest;
    },
    next() {
      if (size === 0) return undefined;
      const envelope = takeTurn();
      if (envelope) return envelope;
      for (const ring of rings) ring.turns = LANE_WEIGHT[ring.lane];
      return takeTurn();
    },
    get size() {
      return size;
    },
    get waiting() {
      return rings.flatMap((ring) => ring.waiting);
    },
    get pressure() {
      if (size === 0) return 0;
      let fullest = 0;
      for (const { capacity, waiting } of rings) if (capacity > 0 && waiting.length > 0) fullest = Math.max(fullest, waiting.length / capacity);
      return fullest;
    },
    clear() {
      size = 0;
      return rings.flatMap((ring) => ring.waiting.splice(0));
    },
  };
}

const LANES: readonly Lane[] = ["error", "check_in", "transaction", "session", "log", "metric", "report"];
