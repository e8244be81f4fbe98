import { expect, test } from "vitest";

import { type CallNode, type ThreadSamples, barsOf, callTree, functionTimes } from "./call-tree.ts";

const frames = ["main", "load", "parse", "render"].map((name, index) => ({ name, place: `${name}.ts:1`, isOwn: index !== 1 }));
const thread: ThreadSamples = {
  name: "main thread",
  isMain: true,
  stacks: [
    [0, 1, 2],
    [0, 3],
    [0, 1],
  ],
  weights: [30, 60, 10],
  counts: [3, 6, 1],
};

const draw = (node: CallNode): unknown => [node.frame.name, node.total, node.self, ...node.children.map(draw)];

test("calls are added up into a tree, the longest first", () => {
  expect(draw(callTree(thread, frames, false))).toEqual(["main thread", 100, 0, ["main", 100, 0, ["render", 60, 60], ["load", 40, 10, ["parse", 30, 30]]]]);
});

test("without other people's code its time counts for the caller", () => {
  expect(draw(callTree(thread, frames, true))).toEqual(["main thread", 100, 0, ["main", 100, 10, ["render", 60, 60], ["parse", 30, 30]]]);
});

test("bars stand side by side under their caller; with one as the whole, its callers keep the full width", () => {
  const root = callTree(thread, frames, false);
  const shown = (bars: ReturnType<typeof barsOf>) =>
    bars.map(({ node, left, width, row }) => `${node.frame.name} ${left} ${width} ${row}`).toSorted((a, b) => a.localeCompare(b));
  expect(shown(barsOf(root))).toEqual(["load 0.6 0.4 2", "main 0 1 1", "main thread 0 1 0", "parse 0.6 0.3 3", "render 0 0.6 2"]);
  expect(shown(barsOf(root.children[0]?.children[1] ?? root))).toEqual(["load 0 1 2", "main 0 1 1", "main thread 0 1 0", "parse 0 0.75 3"]);
});

test("functions are ordered by their own time, and recursion counts once", () => {
  const recursive = { ...thread, stacks: [[0, 2, 2, 2], ...thread.stacks], weights: [5, ...thread.weights], counts: [1, ...thread.counts] };
  expect(functionTimes(recursive, frames).map(({ frame, self, total, samples }) => [frame.name, self, total, samples])).toEqual([
    ["render", 60, 60, 6],
    ["parse", 35, 35, 4],
    ["load", 10, 40, 4],
    ["main", 0, 105, 11],
  ]);
});

test("a stack of ten thousand calls is no trouble", () => {
  const deep = { ...thread, stacks: [Array.from({ length: 10_000 }, () => 0)], weights: [1], counts: [1] };
  expect(barsOf(callTree(deep, frames, false))).toHaveLength(10_001);
});
