import { randomUUID } from "node:crypto";
import type { Database } from "../../sqlite/database.ts";
import { isRecord, text } from "../../sqlite/row.ts";
import type { Receipt } from "../removals.ts";

/** In the transaction of the removal. Null where nothing was removed. */
export function writeReceipt(database: Database, removed: Omit<Receipt, "token">): Receipt | null {
  if (removed.items.length === 0) return null;
  const receipt = { token: randomUUID(), ...removed };
  database.run("insert into receipts values (?, ?)", receipt.token, JSON.stringify(receipt));
  return receipt;
}

export function receiptsIn(database: Database): readonly Receipt[] {
  return database.all("select receipt from receipts").flatMap((row) => {
    const receipt: unknown = JSON.parse(text(row, "receipt"));
    return isReceipt(receipt) ? [receipt] : [];
  });
}

/** What stands there was written by `writeReceipt`. */
function isReceipt(value: unknown): value is Receipt {
  return isRecord(value) && typeof value["token"] === "string" && Array.isArray(value["items"]) && Array.isArray(value["events"]);
}

export function settle(database: Database, { token }: Receipt): void {
  database.run("delete from receipts where token = ?", token);
}
