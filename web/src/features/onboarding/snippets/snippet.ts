/** One thing to do: paste this into that place. */
export interface Step {
  readonly title: string;
  /** Where the code goes, if it is a file. */
  readonly file?: string;
  readonly code: string;
}

export interface Platform {
  /** The platform's name in Sentry's vocabulary, which SDKs and tools send. */
  readonly slug: string;
  readonly name: string;
  /** Words that people may search for instead. */
  readonly words?: string;
  readonly steps: (dsn: string) => readonly Step[];
}

export function steps(install: string, setUp: Omit<Step, "title">, fail: Omit<Step, "title">): readonly Step[] {
  return [
    { title: "Install", code: install },
    { title: "Set up", ...setUp },
    { title: "Throw one error", ...fail },
  ];
}
