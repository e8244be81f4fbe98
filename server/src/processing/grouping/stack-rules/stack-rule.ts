/** `grouping.md` §8.1 */
export const frameKeys = {
  "stack.function": "function",
  function: "function",
  "stack.module": "module",
  module: "module",
  "stack.abs_path": "path",
  path: "path",
  "stack.package": "package",
  package: "package",
  category: "category",
  family: "family",
  app: "app",
} as const;

export const exceptionKeys = {
  "error.type": "type",
  type: "type",
  "error.value": "value",
  value: "value",
  "error.mechanism": "mechanism",
  mechanism: "mechanism",
} as const;

type FrameKey = (typeof frameKeys)[keyof typeof frameKeys];
type ExceptionKey = (typeof exceptionKeys)[keyof typeof exceptionKeys];

export type StackMatcher =
  | { readonly on: "frame"; readonly key: FrameKey; readonly negated: boolean; readonly argument: string }
  | { readonly on: "exception"; readonly key: ExceptionKey; readonly negated: boolean; readonly argument: string };

export type StackAction =
  /** `above`: all frames after it, towards the crash. */
  | { readonly kind: "flag"; readonly flag: "app" | "group"; readonly value: boolean; readonly range: "self" | "above" | "below" }
  | { readonly kind: "category"; readonly category: string }
  | { readonly kind: "maxFrames" | "minFrames"; readonly count: number }
  /** `invert-stacktrace`: still understood, but without effect. */
  | { readonly kind: "none" };

export interface StackRule {
  /** As it was written, for explanations. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  readonly matchers: readonly StackMatcher[];
  readonly caller: StackMatcher | null;
  readonly callee: StackMatcher | null;
  readonly actions: readonly StackAction[];
}
