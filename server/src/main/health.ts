/** What `/_health/` answers: 200 when nothing is wrong, 503 with the reasons otherwise. */
export interface Health {
  /** Reasons why the server should get no traffic; empty when it is ready. */
  reasons(): readonly string[];
  set(component: string, problem: string | null): void;
}

export function createHealth(): Health {
  const problems = new Map<string, string>([["server", "starting"]]);
  return {
    reasons: () => [...problems].map(([component, problem]) => `${component}: ${problem}`),
    set: (component, problem) => {
      if (problem === null) problems.delete(component);
      else problems.set(component, problem);
    },
  };
}
