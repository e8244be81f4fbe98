import "./avatar.css";

/** One or two initials. Without a name: an empty ring. The words stand beside for assistive technology. */
export function Avatar({ name }: { readonly name: string | null }) {
  if (name === null) return <span className="avatar avatar-none" title="Unassigned" />;
  return (
    <span className="avatar" title={name} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Letters as a person counts them, so that an emoji or a combined letter is not cut in two. */
export function initials(name: string): string {
  const words = (name.split("@")[0] ?? name).split(/[\s._#-]+/u).filter((word) => word !== "");
  const letters = (word: string | undefined, count: number) =>
    Array.from(graphemes.segment(word ?? ""), (each) => each.segment)
      .slice(0, count)
      .join("");
  const text = words.length > 1 ? `${letters(words[0], 1)}${letters(words.at(-1), 1)}` : letters(words[0] ?? "?", 2);
  return text.toUpperCase();
}
