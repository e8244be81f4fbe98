import "./level-bar.css";

const known = new Set(["fatal", "error", "warning", "info", "debug", "sample"]);

/** The level as a coloured bar, with its word on hover and for assistive technology. */
export function LevelBar({ level }: { readonly level: string }) {
  return (
    <span className={`level-bar level-${known.has(level) ? level : "debug"}`} title={`Level ${level}`}>
      <span className="only-heard">Level {level}</span>
    </span>
  );
}
