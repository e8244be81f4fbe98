import type { RuleTrial, TrialRequest } from "../issues/try-rules.ts";
import { startThread } from "./threads.ts";
import type { TrialThreadData } from "./trial-worker.ts";

/** Rules are bounded and so are events; a trial that takes this long is stuck. */
const patienceMs = 60_000;

/** Tries rules in a thread of its own, one trial at a time: several would take all of the CPU from processing. */
export function createRuleTrials(folder: string): (request: TrialRequest) => Promise<RuleTrial> {
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const turn = last.then(
      () => run({ folder, request }),
      () => run({ folder, request }),
    );
    last = turn;
    return turn;
  };
}

async function run(data: TrialThreadData): Promise<RuleTrial> {
  const worker = startThread("trial-worker", data);
  const { promise, resolve, reject } = Promise.withResolvers<RuleTrial>();
  const timer = setTimeout(() => reject(new Error("trying the rules took too long")), patienceMs);
  worker.on("message", (message: { readonly trial?: RuleTrial }) => {
    // Under `node --watch`, Node itself sends messages from a thread.
    if (message.trial !== undefined) resolve(message.trial);
  });
  worker.on("error", reject);
  worker.on("exit", () => reject(new Error("the thread that tries rules ended without a result")));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
