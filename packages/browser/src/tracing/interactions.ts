import { pathTo } from "../integrations/dom.ts";
import { listen } from "../integrations/listen.ts";
import { numberOf, type Observe, type Stop, type Vital } from "./vital.ts";

/** One interaction in fifty may be slower than the number that is reported (web.dev/inp). */
const INTERACTIONS_PER_OUTLIER = 50;
/** The slowest that are kept: enough for 500 interactions to have nine outliers. */
const KEPT = 10;
/** Longer than anybody waits: the machine slept. */
const IMPLAUSIBLE = 60_000;
/** Elements of the last inputs: what an entry is about may be gone from the page when it comes. */
const RECENT = 20;

interface Interaction extends Vital {
  readonly id: number;
}

interface Interactions {
  /** INP: how long, at worst, an interaction took until its answer was painted. */
  inp(): Vital | undefined;
  readonly stop: Stop;
}

export function watchInteractions(observe: Observe, since: number): Interactions {
  const slowest: Interaction[] = [];
  const recent = watchTargets();
  const counted = numberOf(performance, "interactionCount");
  let [seen, newest] = [0, 0];
  const look = (entry: PerformanceEntry): void => {
    const { startTime, duration, name } = entry;
    const id = numberOf(entry, "interactionId");
    if (id === 0 || startTime < since || duration > IMPLAUSIBLE) return;
    if (id > newest) [newest, seen] = [id, seen + 1];
    const known = slowest.findIndex((other) => other.id === id);
    const last = slowest[known < 0 ? KEPT - 1 : known];
    if (last && last.value >= duration) return;
    const target: unknown = Reflect.get(entry, "target");
    const element = target instanceof Element ? target : recent.at(startTime);
    const interaction_type = /^(key|input)/.test(name) ? "press" : /^dr[ao]/.test(name) ? "drag" : "click";
    slowest.splice(known < 0 ? KEPT - 1 : known, 1);
    slowest.push({ id, value: duration, at: startTime, reasons: { target: element && pathTo(element), interaction_type } });
    slowest.sort((a, b) => b.value - a.value);
  };
  observe("event", look, { durationThreshold: 40 });
  observe("first-input", look);
  return {
    inp() {
      const count = Math.max(seen, numberOf(performance, "interactionCount") - counted);
      return slowest[Math.min(slowest.length - 1, Math.floor(count / INTERACTIONS_PER_OUTLIER))];
    },
    stop: recent.stop,
  };
}

function watchTargets(): { at(time: number): Element | undefined; readonly stop: Stop } {
  const recent: { readonly time: number; readonly target: WeakRef<Element> }[] = [];
  const stop = listen(["pointerdown", "keydown", "pointerup", "keyup", "click"], ({ target, timeStamp }) => {
    if (target instanceof Element) recent.push({ time: timeStamp, target: new WeakRef(target) });
    if (recent.length > RECENT) recent.shift();
  });
  return {
    // Entries are rounded to 8 ms in their duration only, times of events to parts of a millisecond in both.
    at: (time) => recent.find((input) => Math.abs(input.time - time) < 1)?.target.deref(),
    stop,
  };
}
