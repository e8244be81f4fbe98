import type { QueryKey } from "@tanstack/react-query";
import { useEffect } from "react";

import { type LiveBatch, live } from "../../api/live.ts";
import { queryClient } from "../../api/queries.ts";
import { useNewest } from "../../ui/use-newest.ts";

/** Under load batches come many times a second; reading a list more often than this helps nobody. */
const refreshMs = 1000;

/** Reads the lists again, soon after a batch that concerns them, for as long as the component is on screen. */
export function useFollow(concerns: (batch: LiveBatch) => boolean, keys: readonly QueryKey[]): void {
  const newest = useNewest({ concerns, keys });
  useEffect(() => {
    const refresher = createRefresher(() => Promise.all(newest.current.keys.map((queryKey) => queryClient.invalidateQueries({ queryKey }))), refreshMs);
    const off = live.onBatch((batch) => {
      if (newest.current.concerns(batch)) refresher.want();
    });
    return () => {
      off();
      refresher.stop();
    };
  }, [newest]);
}

/** Whether rows came to a table, of one of the projects if any are chosen. */
export function hasRows(batch: LiveBatch, dataset: string, projects: readonly string[]): boolean {
  return batch.rows.some((fact) => fact.dataset === dataset && (projects.length === 0 || projects.includes(fact.projectId)));
}

/**
 * One refresh at a time, each a pause after what it was wanted for, and at least as long after the one before as that took: a list
 * that is slow to read is not asked for without end, and never given up for the next reading of itself.
 */
export function createRefresher(refresh: () => Promise<unknown>, pauseMs: number): { readonly want: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isWanted = false;
  let isStopped = false;
  let lastTook = 0;
  const run = async () => {
    timer = undefined;
    isBusy = true;
    isWanted = false;
    const began = performance.now();
    await refresh().catch(() => undefined);
    lastTook = performance.now() - began;
    isBusy = false;
    if (isWanted) want();
  };
  const want = () => {
    isWanted = true;
    if (!isBusy && !isStopped) timer ??= setTimeout(() => void run(), Math.max(pauseMs, lastTook));
  };
  return {
    want,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
