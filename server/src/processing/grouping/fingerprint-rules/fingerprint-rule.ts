/** The keys of `grouping.md` §4.5 by the things they are compared with: all matchers of one thing must hold on the same one. */
export const fingerprintKeys = {
  "error.type": { of: "exception", member: "type" },
  type: { of: "exception", member: "type" },
  "error.value": { of: "exception", member: "value" },
  value: { of: "exception", member: "value" },
  "stack.module": { of: "frame", member: "module" },
  module: { of: "frame", member: "module" },
  "stack.abs_path": { of: "frame", member: "path" },
  path: { of: "frame", member: "path" },
  "stack.package": { of: "frame", member: "package" },
  package: { of: "frame", member: "package" },
  "stack.function": { of: "frame", member: "function" },
  function: { of: "frame", member: "function" },
  app: { of: "frame", member: "app" },
  message: { of: "message", member: "message" },
  logger: { of: "event", member: "logger" },
  level: { of: "event", member: "level" },
  family: { of: "family", member: "family" },
  sdk: { of: "sdk", member: "sdk" },
  release: { of: "release", member: "release" },
} as const;

export type FingerprintKey = (typeof fingerprintKeys)[keyof typeof fingerprintKeys] | { readonly of: "tags"; readonly member: "tag"; readonly tag: string };

export interface FingerprintMatcher {
  readonly key: FingerprintKey;
  readonly negated: boolean;
  readonly pattern: string;
}

export interface FingerprintRule {
  /** As it was written, for explanations. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  readonly matchers: readonly FingerprintMatcher[];
  /** Text, or a variable such as `{{ transaction }}` as a whole. */
  readonly fingerprint: readonly string[];
  readonly title: string | null;
}
