import { bag } from "./bag.ts";
import type { Thread, Values } from "./event.ts";
import { flag, identifier, looseText, text, values } from "./readers.ts";
import { Shape, type Reader } from "./shape.ts";
import { stacktrace } from "./stacktrace.ts";

const maxThreads = 500;

const threadShape = new Shape<Thread>({
  id: identifier,
  name: looseText(1024, 100),
  crashed: flag,
  current: flag,
  main: flag,
  state: text(128),
  stacktrace,
  raw_stacktrace: stacktrace,
  held_locks: bag(8192, 7),
});

export const threads: Reader<Values<Thread>> = values((value, cursor) => threadShape.read(value, cursor), maxThreads, "ends");
