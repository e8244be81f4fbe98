import type { Exception, NormalizedEvent } from "../../normalize/event.ts";
import { contributing, hashValues } from "../hash.ts";
import type { ExceptionVariants } from "./exceptions.ts";

export interface RelevantExceptions {
  readonly exceptions: readonly Exception[];
  readonly mainExceptionId?: number;
}

type Parts = (exception: Exception) => ExceptionVariants | undefined;

/** What of a list of exceptions counts, and which of them the event is called by where that is not the last. */
export function relevantExceptions(event: NormalizedEvent, all: readonly Exception[], parts: Parts): RelevantExceptions {
  const relevant = withoutRepetition(event, all, parts);
  const renamed = titleException(relevant.exceptions);
  return renamed === undefined ? relevant : { ...relevant, mainExceptionId: renamed };
}

/**
 * Of a group of exceptions only what tells it apart: one of each distinct member, so that the same failure in three tasks
 * or in five is one issue (`grouping.md` §6.5). A chain whose exceptions are numbered is such a tree, too: it counts from the
 * root down. Anything that is no proper tree stays as it is.
 */
function withoutRepetition(event: NormalizedEvent, all: readonly Exception[], parts: Parts): RelevantExceptions {
  const whole: RelevantExceptions = { exceptions: all };
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
  const path = firstPath(only, tree);
  const id = only.mechanism?.exception_id;
  return path === undefined || id === undefined ? whole : { exceptions: path, mainExceptionId: id };
}

interface Tree {
  readonly byId: ReadonlyMap<number, Exception>;
  readonly children: ReadonlyMap<number, readonly Exception[]>;
}

/** Nothing if an id is missing or taken twice, or if one is its own parent. The list ends with the root, so children are in order when it is read backwards. */
function treeOf(all: readonly Exception[]): Tree | undefined {
  const byId = new Map<number, Exception>();
  const children = new Map<number, Exception[]>();
  for (const exception of all.toReversed()) {
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

const recovered = new Set([
  "There was an error during concurrent rendering but React was able to recover by instead synchronously rendering the entire root.",
  "There was an error while hydrating but React was able to recover by instead client rendering from the nearest Suspense boundary.",
]);
const rxWrappers = new Set(["OnErrorNotImplementedException", "CompositeException", "UndeliverableException"]);

/** Wrappers that only say that something else went wrong: the event is called by what they wrap. */
function titleException(exceptions: readonly Exception[]): number | undefined {
  const [root] = exceptions;
  const cause = exceptions.at(-1);
  if (root?.type === "Error" && recovered.has(root.value ?? "") && cause?.mechanism?.source === "cause") return cause.mechanism.exception_id;
  const wrapper = exceptions.find(isRxWrapper)?.mechanism?.exception_id;
  return wrapper === undefined ? undefined : exceptions.find(({ mechanism }) => mechanism?.parent_id === wrapper)?.mechanism?.exception_id;
}

function isRxWrapper({ type, module = "io.reactivex", mechanism }: Exception): boolean {
  return mechanism?.type === "UncaughtExceptionHandler" && rxWrappers.has(type ?? "") && module.startsWith("io.reactivex");
}
