import "./level-bar.css";

const known = new Set(["fatal", "error", "warning", "info", "debug", "sample"]);

/** The level as a coloured bar with its word for assistive technology and on hover. */
export function LevelBar({ level }: { readonly level: string }) {
  return <span className={`level-bar level-${known.has(level) ? level : "debug"}`} role="img" aria-label={`Level ${level}`} title={`Level ${level}`} />;
}
