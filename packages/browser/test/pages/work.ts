interface Sdk {
  readonly init: (options: { readonly dsn: string; readonly release: string }) => unknown;
  readonly captureException: (error: unknown) => unknown;
}

/** What a worker does once it was told where to report to. */
export function work({ init, captureException }: Sdk): void {
  addEventListener("message", ({ data }: MessageEvent<{ dsn: string }>) => {
    init({ dsn: data.dsn, release: "worker@1.0.0" });
    captureException(new Error("captured in the worker"));
    console.log("working");
    void breakLater();
  });
}

async function breakLater(): Promise<void> {
  await fetch("/api/prices");
  setTimeout(() => {
    throw new Error("thrown in the worker");
  });
}
