import "./frame.css";

import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";

import { live } from "../../api/live.ts";
import { queryClient } from "../../api/queries.ts";
import { FilterBar } from "../../features/filters/filter-bar.tsx";
import { KeysDialog } from "../../features/keyboard/keys-dialog.tsx";
import { moveInList } from "../../features/keyboard/move-in-list.ts";
import { places } from "../../features/keyboard/places.ts";
import { useChord } from "../../features/keyboard/use-chord.ts";
import { useKeys } from "../../features/keyboard/use-keys.ts";
import { Palette } from "../../features/palette/palette.tsx";
import { NoOrganization } from "../../features/session/no-organization.tsx";
import { useMaybeOrganization } from "../../features/session/organization.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LiveMark, OfflineBanner } from "./live-mark.tsx";
import { Navigation } from "./navigation.tsx";

/** Lists whose single entries have no filters. */
const filteredPages: ReadonlySet<string> = new Set(["/traces", "/logs", "/metrics", "/profiles", "/replays", "/where", "/stats"]);

const listKeys = {
  j: () => moveInList(1),
  k: () => moveInList(-1),
  "/": () => document.querySelector<HTMLInputElement>("main search input")?.focus(),
};

/** What every page of a signed-in reader shares: navigation, filters, the live mark and the keys that work everywhere. */
export function Frame() {
  const organization = useMaybeOrganization();
  const slug = organization?.slug;
  useEffect(() => {
    if (slug === undefined) return undefined;
    live.open(slug);
    // Pages are read while the stream opens; after a break anything may have changed.
    const off = live.onOpen((isFirst) => {
      if (!isFirst) void queryClient.invalidateQueries();
      else
        for (const key of ["issues", "issue-counts", "first-event", "segments", "logs", "log-series"]) void queryClient.invalidateQueries({ queryKey: [key] });
    });
    return () => {
      off();
      live.close();
    };
  }, [slug]);
  if (organization === undefined) return <NoOrganization />;
  return <FrameOfOrganization />;
}

function FrameOfOrganization() {
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  // Folds away by itself on the next page.
  const [openedAt, setOpenedAt] = useState<string>();
  useChord("k", () => setPaletteOpen(true));
  useKeys({
    "?": () => setHelpOpen(true),
    ...(path.startsWith("/issues") ? {} : listKeys),
    ...Object.fromEntries(places.map(({ key, to }) => [`g ${key}`, () => void navigate({ to })])),
  });
  // Filters stand only where they change what is shown.
  const hasFilters = ["/issues", "/releases", "/monitors"].some((page) => path.startsWith(page)) || filteredPages.has(path);
  return (
    <div className="frame">
      <a className="frame-skip" href="#content">
        Skip to the content
      </a>
      <Navigation
        isOpen={openedAt === path}
        onToggle={() => setOpenedAt((at) => (at === path ? undefined : path))}
        onHelp={() => setHelpOpen(true)}
        onPalette={() => setPaletteOpen(true)}
      />
      <div className="frame-main">
        <header className="frame-top">
          {hasFilters ? (
            <FilterBar only={path === "/where" ? ["project"] : path === "/stats" ? ["project", "time"] : ["project", "environment", "time"]} />
          ) : (
            <span />
          )}
          <LiveMark />
        </header>
        <OfflineBanner />
        <main id="content" className="frame-content" tabIndex={-1}>
          <Suspense fallback={<Skeleton lines={6} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {isPaletteOpen ? <Palette onClose={() => setPaletteOpen(false)} /> : null}
      {isHelpOpen ? <KeysDialog onClose={() => setHelpOpen(false)} /> : null}
    </div>
  );
}
