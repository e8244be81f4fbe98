import { itemSpec, type ItemType } from "@vedette/protocol";
import type { IncomingItem, ItemDefinition, Rejected } from "./define-item.ts";

/** The fate of a type that is understood, counted and recorded, but has no store of its own so far. */
export function notStored<Type extends ItemType>(type: Type): ItemDefinition<Type> {
  return { type, process: (item) => notStoredFate(type, quantityOf(item)) };
}

export function notStoredFate(type: ItemType, quantity: number): Rejected {
  return {
    kind: "rejected",
    outcome: "filtered",
    reason: "not_stored_yet",
    detail: `Items of type ${type} are accepted, but this version of Vedette does not store them.`,
    category: itemSpec(type)?.category ?? "default",
    quantity,
  };
}

/** Containers announce how many entries they hold. */
function quantityOf(item: IncomingItem): number {
  const count = item.headers["item_count"];
  return typeof count === "number" && Number.isSafeInteger(count) && count > 0 ? count : 1;
}
