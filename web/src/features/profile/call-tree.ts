/** One function in the calls that led to it, with all that it called. Times in milliseconds. */
export interface CallNode {
  readonly frame: ProfileFrame;
  /** Place among all nodes of the tree. */
  readonly id: number;
  readonly depth: number;
  readonly total: number;
  readonly self: number;
  readonly samples: number;
  readonly parent: CallNode | undefined;
  /** The longest first. */
  readonly children: readonly CallNode[];
}

export interface ProfileFrame {
  readonly name: string;
  /** Where it stands, "src/cart.ts:48"; empty when nothing is known. */
  readonly place: string;
  readonly isOwn: boolean;
}

export interface ThreadSamples {
  readonly name: string;
  readonly isMain: boolean;
  /** From the root to the leaf, as indexes of frames. */
  readonly stacks: readonly (readonly number[])[];
  /** Of each stack, milliseconds. */
  readonly weights: readonly number[];
  readonly counts: readonly number[];
}

interface Growing {
  readonly frame: number;
  readonly depth: number;
  total: number;
  self: number;
  samples: number;
  readonly children: Map<number, Growing>;
}

const grow = (frame: number, depth: number): Growing => ({ frame, depth, total: 0, self: 0, samples: 0, children: new Map() });

/** The calls of a thread as one tree. With `ownOnly`, what other people's code takes counts for the own function that called it. */
export function callTree(thread: ThreadSamples, frames: readonly ProfileFrame[], ownOnly: boolean): CallNode {
  const root = grow(-1, 0);
  for (const [index, stack] of thread.stacks.entries()) {
    const weight = thread.weights[index] ?? 0;
    const count = thread.counts[index] ?? 0;
    let node = root;
    root.total += weight;
    root.samples += count;
    for (const frame of stack) {
      if (ownOnly && frames[frame]?.isOwn !== true) continue;
      let child = node.children.get(frame);
      if (child === undefined) node.children.set(frame, (child = grow(frame, node.depth + 1)));
      child.total += weight;
      child.samples += count;
      node = child;
    }
    node.self += weight;
  }
  return settle(root, frames, thread.name);
}

/** Stacks may be thousands of calls deep, so no recursion: parents are made before their children. */
function settle(root: Growing, frames: readonly ProfileFrame[], threadName: string): CallNode {
  const unknown: ProfileFrame = { name: "(unknown)", place: "", isOwn: false };
  let ids = 0;
  const make = ({ frame, depth, total, self, samples }: Growing, parent: CallNode | undefined) => {
    const children: CallNode[] = [];
    const about = frame < 0 ? { ...unknown, name: threadName } : (frames[frame] ?? unknown);
    ids += 1;
    return { node: { frame: about, id: ids - 1, depth, total, self, samples, parent, children }, children };
  };
  const made = make(root, undefined);
  const open: { readonly from: Growing; readonly to: CallNode[]; readonly parent: CallNode }[] = [{ from: root, to: made.children, parent: made.node }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const child of [...next.from.children.values()].toSorted((a, b) => b.total - a.total)) {
      const { node, children } = make(child, next.parent);
      next.to.push(node);
      open.push({ from: child, to: children, parent: node });
    }
  }
  return made.node;
}

export interface Bar {
  readonly node: CallNode;
  /** Parts of the whole, 0 to 1. */
  readonly left: number;
  readonly width: number;
  readonly row: number;
}

/** Narrower ones cannot be seen or hit; those that they belong to can be made the whole. */
const narrowest = 0.0015;

/** What is drawn when one node is the whole: those that led to it above, over the full width, and what it called beneath. */
export function barsOf(whole: CallNode): readonly Bar[] {
  const above: CallNode[] = [];
  for (let node = whole.parent; node !== undefined; node = node.parent) above.unshift(node);
  const bars: Bar[] = above.map((node, row) => ({ node, left: 0, width: 1, row }));
  const scale = whole.total > 0 ? 1 / whole.total : 0;
  const open: { readonly node: CallNode; readonly left: number }[] = [{ node: whole, left: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, left } = next;
    const width = node.total * scale;
    if (width < narrowest && node !== whole) continue;
    bars.push({ node, left, width: node === whole ? 1 : width, row: node.depth });
    let at = left;
    for (const child of node.children) {
      open.push({ node: child, left: at });
      at += child.total * scale;
    }
  }
  return bars;
}

export interface FunctionTimes {
  readonly frame: ProfileFrame;
  readonly self: number;
  readonly total: number;
  readonly samples: number;
}

/** By the time that each function took itself; one that calls itself counts once in a stack. */
export function functionTimes({ stacks, weights, counts }: ThreadSamples, frames: readonly ProfileFrame[]): readonly FunctionTimes[] {
  const times = new Map<number, { self: number; total: number; samples: number }>();
  for (const [index, stack] of stacks.entries()) {
    const weight = weights[index] ?? 0;
    for (const frame of new Set(stack)) {
      const known = times.get(frame) ?? { self: 0, total: 0, samples: 0 };
      times.set(frame, known);
      known.total += weight;
      known.samples += counts[index] ?? 0;
      if (frame === stack.at(-1)) known.self += weight;
    }
  }
  return [...times]
    .flatMap(([index, time]) => {
      const frame = frames[index];
      return frame === undefined ? [] : [{ frame, ...time }];
    })
    .toSorted((a, b) => b.self - a.self || b.total - a.total);
}
