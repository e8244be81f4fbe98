/** The pages that can be gone to by name, and with `g` and a letter: the keys, their list and the palette are made of this. */
export const places = [
  { to: "/issues", label: "Issues", key: "i" },
  { to: "/releases", label: "Releases", key: "r" },
  { to: "/traces", label: "Traces", key: "t" },
  { to: "/logs", label: "Logs", key: "l" },
  { to: "/metrics", label: "Metrics", key: "e" },
  { to: "/profiles", label: "Profiles", key: "f" },
  { to: "/replays", label: "Replays", key: "y" },
  { to: "/monitors", label: "Monitors", key: "m" },
  { to: "/projects", label: "Projects", key: "p" },
  { to: "/where", label: "Where did it go?", key: "w" },
  { to: "/stats", label: "Stats", key: "s" },
  { to: "/disk", label: "Disk", key: "d" },
  { to: "/settings", label: "Settings", key: "o" },
  { to: "/account", label: "Account", key: "a" },
] as const;
