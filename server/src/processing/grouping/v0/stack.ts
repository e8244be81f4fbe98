import type { Frame, Stacktrace } from "../../normalize/event.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, switchedOff } from "../hash.ts";
import { frameComponent } from "./frame.ts";

export interface Variants {
  readonly app: GroupingComponent;
  readonly system: GroupingComponent;
}

/** In `system` every frame counts, in `app` only those of the program itself. Undecided frames are not in-app (`grouping.md` §9). */
export function stackVariants(stack: Stacktrace | undefined, platform: string): Variants {
  const system: GroupingComponent[] = [];
  const app: GroupingComponent[] = [];
  let previous: Frame | undefined;
  for (const frame of stack?.frames ?? []) {
    if (frame === null) continue;
    const component = frameComponent(frame, platform, previous);
    previous = frame;
    system.push(component);
    app.push(frame.in_app === true || !component.contributes ? component : switchedOff(component, "not in-app"));
  }
  const lonely = system.length === 1 && isUselessAlone(previous, platform);
  return { app: stackComponent(app, lonely, "no in-app frames"), system: stackComponent(system, lonely, "no contributing frames") };
}

function stackComponent(frames: readonly GroupingComponent[], lonely: boolean, empty: string): GroupingComponent {
  const component = branch("stacktrace", frames);
  if (frames.length === 0) return { ...component, hint: "no frames" };
  if (lonely) return switchedOff(component, "single frame without a function");
  return component.contributes ? component : { ...component, hint: empty };
}

/** JavaScript: one frame without a function that points to no URL says nothing (`grouping.md` §6.6). */
function isUselessAlone(frame: Frame | undefined, platform: string): boolean {
  const family = frame?.platform ?? platform;
  if (frame === undefined || (family !== "javascript" && family !== "node")) return false;
  return frame.function === undefined && !/^[a-z][a-z\d+.-]*:/i.test(frame.abs_path ?? "");
}
