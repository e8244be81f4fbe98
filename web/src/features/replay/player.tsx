import "./player.css";
import "rrweb-player/dist/style.css";

import { useEffect, useRef, useState } from "react";
import { Player } from "rrweb-player";

import { Button } from "../../ui/button.tsx";
import { clockOf, type Recorded } from "./queries.ts";

interface PlayerProps {
  readonly events: readonly Recorded[];
  /** Milliseconds from the start, and a number that grows with each wish to go there. */
  readonly goTo: { readonly at: number; readonly wish: number };
  readonly onTime: (ms: number) => void;
}

const speeds = [1, 2, 4, 8] as const;

/** Shows a recording. Its controls are ours: rrweb's have no names for those who cannot see them. Loaded when a replay is opened. */
export function ReplayPlayer({ events, goTo, onTime }: PlayerProps) {
  const frame = useRef<HTMLElement>(null);
  const player = useRef<Player | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [time, setTime] = useState(0);
  const [speed, setSpeed] = useState<number>(1);
  const [skips, setSkips] = useState(true);
  const total = Math.max(0, (events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0));

  useEffect(() => {
    const target = frame.current;
    if (target === null) return undefined;
    const width = target.clientWidth;
    const made = new Player({
      target,
      props: { events: playable(events), width, height: Math.round(width * 0.6), autoPlay: false, showController: false, skipInactive: true, mouseTail: false },
    });
    made.addEventListener("ui-update-current-time", (update) => {
      const at = payloadOf(update);
      if (typeof at === "number") {
        setTime(at);
        onTime(at);
      }
    });
    made.addEventListener("ui-update-player-state", (update) => setPlaying(payloadOf(update) === "playing"));
    // Recorded pages are of somebody else: they are seen, and neither reached by keys nor read out piece by piece.
    for (const inner of target.querySelectorAll("iframe")) {
      inner.tabIndex = -1;
      inner.title = "Recorded page";
    }
    player.current = made;
    const fit = new ResizeObserver(() => {
      const next = target.clientWidth;
      if (next === 0) return;
      resize(made, next);
    });
    fit.observe(target);
    return () => {
      fit.disconnect();
      made.pause();
      player.current = null;
      target.replaceChildren();
    };
  }, [events, onTime]);

  useEffect(() => {
    if (goTo.wish > 0) player.current?.goto(goTo.at);
  }, [goTo]);

  return (
    <div className="player">
      <section className="player-frame" ref={frame} aria-label="Recorded page" />
      <div className="player-controls">
        <Button tone="primary" size="small" onClick={() => player.current?.toggle()}>
          {isPlaying ? "Pause" : "Play"}
        </Button>
        <input
          type="range"
          className="player-range"
          aria-label="Position"
          aria-valuetext={`${clockOf(time)} of ${clockOf(total)}`}
          min={0}
          max={total}
          step={100}
          value={Math.min(time, total)}
          onChange={(change) => player.current?.goto(Number(change.currentTarget.value))}
        />
        <span className="num player-time">
          {clockOf(time)} / {clockOf(total)}
        </span>
        <label className="player-choice">
          Speed{" "}
          <select
            className="input"
            value={speed}
            onChange={(change) => {
              const next = Number(change.currentTarget.value);
              setSpeed(next);
              player.current?.setSpeed(next);
            }}
          >
            {speeds.map((each) => (
              <option key={each} value={each}>
                {each}x
              </option>
            ))}
          </select>
        </label>
        <label className="player-choice">
          <input
            type="checkbox"
            checked={skips}
            onChange={() => {
              setSkips(!skips);
              player.current?.toggleSkipInactive();
            }}
          />{" "}
          Skip idle time
        </label>
      </div>
    </div>
  );
}

/** The player is a Svelte component, whose types leave out how its properties are changed. */
function resize(player: Player, width: number): void {
  const set: unknown = Reflect.get(player, "$set");
  if (typeof set === "function") Reflect.apply(set, player, [{ width, height: Math.round(width * 0.6) }]);
  player.triggerResize();
}

type Events = ConstructorParameters<typeof Player>[0]["props"]["events"];

/** The server keeps lists of objects with a type and a time, which is what rrweb asks for at its door. */
function playable(events: readonly Recorded[]): Events {
  const list: unknown = events;
  return isEvents(list) ? list : [];
}

function isEvents(list: unknown): list is Events {
  return Array.isArray(list);
}

function payloadOf(update: unknown): unknown {
  return typeof update === "object" && update !== null && "payload" in update ? update.payload : undefined;
}
