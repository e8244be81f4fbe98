import type { Scope, ScopeData } from "./scope.ts";

/**
 * What an event gets from the three scopes: process-wide, then of the request or task, then of the current block. The nearest
 * wins; breadcrumbs are in the order of their time; attachments and processors of all three apply.
 */
export function mergeScopes(global: Scope, isolation: Scope, current: Scope): Readonly<ScopeData> {
  const parts = [global.getScopeData(), isolation.getScopeData(), current.getScopeData()];
  const [far, middle, near] = [global.getScopeData(), isolation.getScopeData(), current.getScopeData()];
  return {
    user: mergeOptional(far.user, middle.user, near.user),
    tags: { ...far.tags, ...middle.tags, ...near.tags },
    extra: { ...far.extra, ...middle.extra, ...near.extra },
    contexts: { ...far.contexts, ...middle.contexts, ...near.contexts },
    fingerprint: joined(parts.map((data) => data.fingerprint ?? [])),
    level: near.level ?? middle.level ?? far.level,
    transactionName: near.transactionName ?? middle.transactionName ?? far.transactionName,
    attributes: { ...far.attributes, ...middle.attributes, ...near.attributes },
    breadcrumbs: inOrder(parts.map((data) => data.breadcrumbs)),
    attachments: parts.flatMap((data) => data.attachments),
    processors: parts.flatMap((data) => data.processors),
  };
}

function mergeOptional<T extends object>(...parts: (T | undefined)[]): T | undefined {
  const present = parts.filter((part) => part !== undefined);
  return present.length > 1 ? Object.assign({}, ...present) : present[0];
}

function joined(lists: (readonly string[])[]): string[] | undefined {
  const all = lists.flat();
  return all.length > 0 ? all : undefined;
}

function inOrder<T extends { timestamp?: number | undefined }>(lists: (readonly T[])[]): readonly T[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length < 2) return filled[0] ?? [];
  return filled.flat().sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
}
