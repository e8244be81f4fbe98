import "./avatar.css";

/** One or two initials. Without a name: an empty ring, with the word for assistive technology. */
export function Avatar({ name }: { readonly name: string | null }) {
  if (name === null) return <span className="avatar avatar-none" role="img" aria-label="Unassigned" title="Unassigned" />;
  return (
    <span className="avatar" role="img" aria-label={`Assigned to ${name}`} title={name}>
      {initials(name)}
    </span>
  );
}

export function initials(name: string): string {
  const words = (name.split("@")[0] ?? name).split(/[\s._#-]+/u).filter((word) => word !== "");
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [...(words[0] ?? "?")].slice(0, 2);
  return letters
    .map((part) => [...(part ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
