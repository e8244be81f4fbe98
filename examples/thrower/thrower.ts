import { spawnSync } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import * as Vedette from "@vedette/node";

// Throws something every few seconds, as a shop in trouble would: `npm run dev` starts it beside the server.
// It asks the command line for the DSN of the first project; VEDETTE_DATA and PORT say which server is meant.

const vedette = path.resolve(import.meta.dirname, "../../server/src/main/cli.ts");
const listed = spawnSync(process.execPath, ["--conditions=@vedette/source", "--disable-warning=ExperimentalWarning", vedette, "project", "list", "--json"], {
  encoding: "utf8",
});
const [project] = z
  .array(z.object({ dsn: z.string() }))
  .min(1)
  .parse(JSON.parse(listed.stdout));
Vedette.init({ dsn: project?.dsn ?? "", environment: "development", release: "thrower@1.0.0" });

class PaymentRefused extends Error {
  override readonly name = "PaymentRefused";
}

function priceOf(sku: string, prices: Readonly<Record<string, { readonly price: number }>>): number {
  const entry = prices[sku];
  if (entry === undefined) throw new TypeError(`no price for ${sku}`);
  return entry.price;
}

function checkout(sku: string): number {
  try {
    return priceOf(sku, { "TEA-0042": { price: 4 } });
  } catch (cause) {
    throw new Error("checkout failed", { cause });
  }
}

const troubles: readonly (() => unknown)[] = [
  () => checkout("COFFEE-7"),
  () => JSON.parse("{ not json"),
  () => {
    throw new PaymentRefused("card 4242 was declined");
  },
];

for (let round = 0; ; round++) {
  Vedette.addBreadcrumb({ category: "cart", message: `round ${round}` });
  Vedette.setUser({ id: String(round % 5) });
  try {
    troubles[round % troubles.length]?.();
  } catch (error) {
    Vedette.captureException(error);
    console.log(`threw ${String(error)}`);
  }
  await pause(3000);
}
