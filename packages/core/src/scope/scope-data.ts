import { getGlobalScope, type ScopeFrame } from "./current-scopes.ts";
import { NONE, NOTHING, type Scope, type ScopeData } from "./scope.ts";

/**
 * What an event gets from the three scopes: process-wide, then of the request or task, then of the current block. The nearest
 * wins; breadcrumbs are in the order of their time; attachments and processors of all three apply.
 */
export function mergeScopes(global: Scope, isolation: Scope, current: Scope): Readonly<ScopeData> {
  return mergeData(global.getScopeData(), isolation.getScopeData(), current.getScopeData());
}

/** The same for the code that runs in a frame. */
export const dataOfFrame = (frame: ScopeFrame): Readonly<ScopeData> => frame.data?.() ?? mergeScopes(getGlobalScope(), frame.isolation, frame.current);

export function mergeData(far: Readonly<ScopeData>, middle: Readonly<ScopeData>, near: Readonly<ScopeData>): Readonly<ScopeData> {
  const fingerprint = lists(far.fingerprint ?? NONE, middle.fingerprint ?? NONE, near.fingerprint ?? NONE);
  return {
    user: far.user || middle.user || near.user ? { ...far.user, ...middle.user, ...near.user } : undefined,
    tags: records(far.tags, middle.tags, near.tags),
    extra: records(far.extra, middle.extra, near.extra),
    contexts: records(far.contexts, middle.contexts, near.contexts),
    fingerprint: fingerprint.length > 0 ? fingerprint : undefined,
    level: near.level ?? middle.level ?? far.level,
    transactionName: near.transactionName ?? middle.transactionName ?? far.transactionName,
    attributes: records(far.attributes, middle.attributes, near.attributes),
    breadcrumbs: inOrder(far.breadcrumbs, middle.breadcrumbs, near.breadcrumbs),
    attachments: lists(far.attachments, middle.attachments, near.attachments),
    processors: lists(far.processors, middle.processors, near.processors),
    source: near.source ?? middle.source ?? far.source,
  };
}

/** The only part that holds anything; `empty` if none does, undefined if several do. */
function onlyPart<T>(empty: T, far: T, middle: T, near: T): T | undefined {
  if (middle === empty) return near === empty ? far : far === empty ? near : undefined;
  return far === empty && near === empty ? middle : undefined;
}

type Entries<T> = Readonly<Record<string, T>>;

const records = <T>(far: Entries<T>, middle: Entries<T>, near: Entries<T>): Entries<T> =>
  onlyPart<Entries<T>>(NOTHING, far, middle, near) ?? { ...far, ...middle, ...near };
const lists = <T>(far: readonly T[], middle: readonly T[], near: readonly T[]): readonly T[] =>
  onlyPart<readonly T[]>(NONE, far, middle, near) ?? [...far, ...middle, ...near];

/** By time only where two scopes have breadcrumbs: within one they are in order. */
const inOrder = <T extends { timestamp?: number | undefined }>(far: readonly T[], middle: readonly T[], near: readonly T[]): readonly T[] =>
  onlyPart<readonly T[]>(NONE, far, middle, near) ?? [...far, ...middle, ...near].sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
