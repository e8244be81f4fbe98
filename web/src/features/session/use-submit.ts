import { ApiError } from "@vedette/api-client";
import { type FormEvent, useState } from "react";

interface SubmitState {
  readonly isBusy: boolean;
  readonly error: string | undefined;
  /** What is wrong with which field, in the API's names. */
  readonly fields: Readonly<Record<string, string>>;
  readonly submit: (event?: FormEvent) => void;
}

/** One submission at a time, with its refusal in words. */
export function useSubmit(work: () => Promise<void>): SubmitState {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: string; readonly fields: Readonly<Record<string, string>> }>();
  const run = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure({
        error: error instanceof Error ? error.message : String(error),
        fields: error instanceof ApiError ? Object.fromEntries(Object.entries(error.fields).map(([field, messages]) => [field, messages.join(" ")])) : {},
      });
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    error: failure?.error,
    fields: failure?.fields ?? {},
    submit: (event) => {
      event?.preventDefault();
      if (!isBusy) void run();
    },
  };
}
