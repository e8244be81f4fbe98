import type { AttributeBag } from "../attributes/attributes.ts";
import type { Json } from "../json/json.ts";

export interface DrainedLog {
  /** Epoch milliseconds, by the platform's clock. */
  readonly at: number;
  readonly body: string;
  readonly level: Json | undefined;
  readonly traceId: Json | undefined;
  readonly spanId: Json | undefined;
  readonly bag: AttributeBag;
}
