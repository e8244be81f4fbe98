import "./icon.css";

/** Drawn on a 16 px grid with one stroke. An icon never stands without a word. */
const paths = {
  issues: "M8 2.2 14 13H2L8 2.2Z M8 6.4v3 M8 11.2v.1",
  projects: "M2.5 5.2 8 2.2l5.500 3v5.600L8 13.800l-5.500-3V5.200Z M2.500 5.200 8 8.200l5.500-3 M8 8.200v5.600",
  releases: "M2.500 2.500h5.200l5.800 5.800-5.200 5.200-5.800-5.800V2.500Z M5.300 5.300v.1",
  traces: "M2.500 4h7 M5 8h6 M7.500 12h6",
  metrics: "M2.500 11 6 7.500l2.500 2.500 5-5.500 M10.500 4.500h3v3",
  profiles: "M2 3h12 M2 6.500h8 M11.500 6.500H14 M4 10h4 M5 13.500h2",
  logs: "M3.500 2.500h9v11h-9v-11Z M5.800 5.500h4.400 M5.800 8h4.400 M5.800 10.500h2.600",
  monitors: "M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12Z M8 4.800V8l2.300 1.500",
  replays: "M2.500 3.500h11v9h-11v-9Z M6.800 6v4l3.200-2-3.200-2Z",
  where: "M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9Z M10.300 10.300 13.800 13.800",
  stats: "M3 13.500V9 M8 13.500V2.500 M13 13.500V6",
  disk: "M2.500 4.500c0-1.100 2.500-2 5.500-2s5.500.9 5.500 2v7c0 1.100-2.500 2-5.500 2s-5.500-.9-5.500-2v-7Z M2.500 4.500c0 1.100 2.500 2 5.500 2s5.500-.9 5.500-2 M2.500 8c0 1.100 2.500 2 5.500 2s5.500-.9 5.500-2",
  account: "M8 8a2.800 2.800 0 1 0 0-5.600A2.800 2.800 0 0 0 8 8Z M2.800 13.800c.6-2.500 2.600-3.800 5.200-3.800s4.600 1.300 5.200 3.800",
  settings:
    "M2.500 4.500h6 M12.500 4.500h1 M2.500 11.500h1 M7.500 11.500h6 M10.500 6.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z M5.500 13.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M5 25 16 6l11 19" />
      <path d="M11.500 25a4.500 4.500 0 0 1 9 0" />
    </svg>
  );
}
