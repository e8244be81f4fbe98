import type { Exception, NormalizedEvent } from "../../normalize/event.ts";
import { contributing, hashValues } from "../hash.ts";
import type { ExceptionVariants } from "./exceptions.ts";

export interface RelevantExceptions {
  readonly exceptions: readonly Exception[];
  readonly mainExceptionId?: number;
}

type Parts = (exception: Exception) => ExceptionVariants | undefined;

/**
 * Of a group of exceptions only what tells it apart: one of each distinct member, so that the same failure in three tasks
 * or in five is one issue (`grouping.md` §6.5). Anything that is no proper tree stays as it is.
 */
export function relevantExceptions(event: NormalizedEvent, all: readonly Exception[], parts: Parts): RelevantExceptions {
  const renamed = titleException(all);
  const whole: RelevantExceptions = { exceptions: all, ...(renamed !== undefined && { mainExceptionId: renamed }) };
  if (all.length < 2 || (event.platform === "python" && event.sdk?.version?.startsWith("3") === true)) return whole;
  const tree = treeOf(all);
  const root = tree?.byId.get(0);
  if (tree === undefined || root === undefined) return whole;
  const members = topLevel(root, tree, new Set());
  if (members === undefined || members.length === 0) return whole;
  members.sort((a, b) => compare(b.type ?? "", a.type ?? ""));
  const distinct = members.filter((member, i) => {
    const previous = members[i - 1];
    return previous === undefined || identity(parts(previous)) !== identity(parts(member));
  });
  const [only] = distinct;
  if (distinct.length > 1 || only === undefined) return { exceptions: [...distinct, root] };
  if (only === root) return whole;
  const path = firstPath(only, tree);
  const id = only.mechanism?.exception_id;
  return path === undefined || id === undefined ? whole : { exceptions: path, mainExceptionId: id };
}

interface Tree {
  readonly byId: ReadonlyMap<number, Exception>;
  readonly children: ReadonlyMap<number, readonly Exception[]>;
}

/** Nothing if an id is missing or taken twice, or if one is its own parent. */
function treeOf(all: readonly Exception[]): Tree | undefined {
  const byId = new Map<number, Exception>();
  const children = new Map<number, Exception[]>();
  for (const exception of all) {
    const { exception_id: id, parent_id: parent } = exception.mechanism ?? {};
    if (id === undefined || byId.has(id) || parent === id) return undefined;
    byId.set(id, exception);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), exception]);
  }
  return { byId, children };
}

function childrenOf(exception: Exception, tree: Tree): readonly Exception[] {
  return tree.children.get(exception.mechanism?.exception_id ?? -1) ?? [];
}

/** The first exceptions below the root that are no groups themselves; nothing if the tree has a circle. */
function topLevel(exception: Exception, tree: Tree, seen: Set<Exception>): Exception[] | undefined {
  if (seen.has(exception)) return undefined;
  seen.add(exception);
  if (exception.mechanism?.is_exception_group !== true) return [exception];
  const found: Exception[] = [];
  for (const child of childrenOf(exception, tree)) {
    const below = topLevel(child, tree, seen);
    if (below === undefined) return undefined;
    found.push(...below);
  }
  return found;
}

function firstPath(from: Exception, tree: Tree): readonly Exception[] | undefined {
  const path: Exception[] = [];
  const seen = new Set<Exception>();
  for (let at: Exception | undefined = from; at !== undefined; at = childrenOf(at, tree)[0]) {
    if (seen.has(at)) return undefined;
    seen.add(at);
    path.push(at);
  }
  return path;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function identity(variants: ExceptionVariants | undefined): string {
  if (variants === undefined) return "";
  return hashValues([...contributing(variants.app), "\0", ...(variants.system === undefined ? [] : contributing(variants.system))]);
}

const recovered =
  /^There was an error (?:during concurrent rendering but React was able to recover by instead synchronously rendering the entire root|while hydrating but React was able to recover by instead client rendering from the nearest Suspense boundary)\.?/;
const rxWrappers = new Set(["OnErrorNotImplementedException", "CompositeException", "UndeliverableException"]);

/** Wrappers that only say that something else went wrong: the event is called by their cause. */
function titleException(all: readonly Exception[]): number | undefined {
  const shown = all.at(-1);
  const cause = all.at(-2);
  if (shown === undefined || cause === undefined) return undefined;
  const byReact = shown.type === "Error" && recovered.test(shown.value ?? "") && cause.mechanism?.source === "cause";
  const byRx = shown.mechanism?.type === "UncaughtExceptionHandler" && rxWrappers.has(shown.type ?? "") && (shown.module ?? "").startsWith("io.reactivex");
  return byReact || byRx ? cause.mechanism?.exception_id : undefined;
}
