import { type GroupingVariant, type VariantPart, variantParts } from "../event/variant-parts.ts";
import { variantName, shortPart } from "../event/grouping-text.ts";

/** Each way in which the event was looked at: its hash, its parts, and why some do not count. */
export function GroupingVariants({ variants }: { readonly variants: readonly GroupingVariant[] }) {
  return (
    <details className="panel-details">
      <summary>Every variant, and what did not count</summary>
      {variants.map((variant) => (
        <Variant key={variant.name} variant={variant} />
      ))}
    </details>
  );
}

function Variant({ variant: { name, hash, hint, component, fingerprint } }: { readonly variant: GroupingVariant }) {
  const parts = component === null ? [] : variantParts(component);
  // A variant often has the reason of its first part.
  const reason = parts[0]?.hint === hint ? null : hint;
  return (
    <section className="grouping-variant">
      <h3>
        {name.replaceAll("_", " ")} {variantName(name) === "" || variantName(name) === name ? null : <span className="muted">{variantName(name)}</span>}
      </h3>
      <p className="mono muted grouping-hash">{hash ?? "no hash"}</p>
      {reason === null ? null : <p className="muted">{reason}</p>}
      <ul>
        {fingerprint === null ? null : <Part part={{ name: "fingerprint", text: fingerprint.join(", "), counts: true, hint: null }} />}
        {parts.map((part, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- parts have a place and nothing else
          <Part key={index} part={part} />
        ))}
      </ul>
    </section>
  );
}

function Part({ part: { name, text, counts, hint } }: { readonly part: VariantPart }) {
  return (
    <li className={counts ? "grouping-counts" : "grouping-off"}>
      <span className="grouping-name">{counts ? name : `${name}, not counted`}</span>
      {text === "" ? null : <span className="mono">{shortPart(text)}</span>}
      {hint === null ? null : <span className="grouping-why">{hint}</span>}
    </li>
  );
}
