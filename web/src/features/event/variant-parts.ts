import type { api } from "../../api/client.ts";

export type GroupingVariant = Awaited<ReturnType<typeof api.showGroupingInfo>>["variants"][number];
type Component = NonNullable<GroupingVariant["component"]>;

/** A row of an explanation: what was looked at, and whether it is in the hash. */
export interface VariantPart {
  readonly name: string;
  readonly text: string;
  readonly counts: boolean;
  /** Why it does not count, or what was done to it. */
  readonly hint: string | null;
}

/** Every part of a variant in the order of the hash, also what does not count and why. A frame is one row. */
export function variantParts(component: Component, isWithin = true): readonly VariantPart[] {
  // What is switched off as a whole says so once, above its parts, none of which counts.
  const contributes = isWithin && component.contributes;
  if (component.id === "frame") return [framePart(component, contributes)];
  const below = component.values.flatMap((value) => (typeof value === "string" ? [] : variantParts(value, contributes)));
  const text = component.values.filter((value) => typeof value === "string").join(" ");
  const own = { name: component.id.replaceAll("_", " "), text, counts: contributes, hint: component.hint };
  return text === "" && component.hint === null ? below : [own, ...below];
}

function framePart({ hint, values }: Component, contributes: boolean): VariantPart {
  const leaves = values.filter((value) => typeof value !== "string");
  const shown = leaves.filter((leaf) => (contributes ? leaf.contributes : leaf.id === "function" || leaf.id === "module" || leaf.id === "filename"));
  const off = contributes
    ? leaves.flatMap(({ id, contributes: counts, hint: why }) => (counts || why === null ? [] : [`${id.replaceAll("_", " ")}: ${why}`]))
    : [];
  return {
    name: "frame",
    text: shown.flatMap((leaf) => leaf.values.filter((value) => typeof value === "string")).join(" · "),
    counts: contributes,
    hint: hint ?? (off.length === 0 ? null : off.join("; ")),
  };
}
