import "../../ui/card.css";
import "./profiles.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";

import { useFilters } from "../../features/filters/use-filters.ts";
import { ProfileView } from "../../features/profile/profile-view.tsx";
import { profileQuery, profilesQuery, type ProfileRowShape } from "../../features/profile/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { NothingFound, NothingSent } from "../../features/search-page/nothing-found.tsx";
import { SearchHead } from "../../features/search-page/search-head.tsx";
import { useTitle } from "../../features/title/use-title.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { fullNumber } from "../../ui/number-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { durationText } from "../../ui/time-text.ts";

/** Where programs spend their time: one profile, or the newest ones that match over each other. */
export function Profiles() {
  const organization = useOrganization();
  const filters = useFilters();
  const navigate = useNavigate();
  const { query = "" } = useSearch({ from: "/frame/profiles" });
  const list = useQuery(profilesQuery(organization.slug, filters.params));
  const profile = useQuery(profileQuery(organization.slug, { ...filters.params, query }));
  useTitle("Profiles");
  const rows = list.data ?? [];
  return (
    <div className="profiles-page">
      <SearchHead
        title="Profiles"
        placeholder='Search: transaction:"GET /cart", release:shop@4.2.0, profile.id, profiler.id'
        query={query}
        error={profile.error}
        onSearch={(text) => void navigate({ to: "/profiles", search: (before) => ({ ...before, query: text }) })}
      />
      {profile.isPending ? <Skeleton lines={10} height={20} label="Loading profiles" /> : null}
      {profile.isSuccess && profile.data.threads.length > 0 ? <ProfileView key={JSON.stringify([query, filters.params])} profile={profile.data} /> : null}
      {profile.isSuccess && profile.data.threads.length === 0 ? <NoProfiles isNarrowed={query !== "" || rows.length > 0} /> : null}
      {rows.length === 0 ? null : (
        <Card title="Newest profiles" id="newest-profiles">
          <ProfileTable rows={rows} />
        </Card>
      )}
    </div>
  );
}

function ProfileTable({ rows }: { readonly rows: readonly ProfileRowShape[] }) {
  return (
    <DataTable
      label="Profiles, the newest first"
      columns={[
        { title: "Profile" },
        { title: "Project" },
        { title: "Release" },
        { title: "Samples", isNumber: true },
        { title: "Length", isNumber: true },
        { title: "Trace" },
        { title: "Began", isNumber: true },
      ]}
      rows={rows.map((row) => ({
        id: `${row.kind} ${row.projectSlug} ${row.id}`,
        cells: [
          <Link key="name" to="/profiles" search={(before) => ({ ...before, query: profileSearch(row) })} className="strong-link">
            {row.kind === "continuous" ? <span className="mono">{row.id.slice(0, 8)}</span> : row.name}{" "}
            {row.kind === "continuous" ? <Chip>Continuous</Chip> : null}
          </Link>,
          row.projectSlug,
          <span key="release" className="mono">
            {row.release ?? ""}
          </span>,
          fullNumber(row.samples),
          durationText(row.durationMs),
          row.trace === null ? (
            ""
          ) : (
            <Link key="trace" to="/traces/$traceId" params={{ traceId: row.trace }} className="mono">
              {row.trace.slice(0, 8)}
            </Link>
          ),
          <RelativeTime key="began" at={row.dateStarted} />,
        ],
      }))}
    />
  );
}

function profileSearch({ kind, id }: Pick<ProfileRowShape, "kind" | "id">): string {
  return `${kind === "continuous" ? "profiler.id" : "profile.id"}:${id}`;
}

function NoProfiles({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <NothingFound to="/profiles" what="profile of a transaction" besides="What a profiler sends that runs all the time is searched by its profiler.id." />
    );
  return (
    <NothingSent what="profiles">
      SDKs send them when profiling is on: <code>profilesSampleRate: 1.0</code> for transactions, <code>profileSessionSampleRate</code> for a profiler that runs
      all the time.
    </NothingSent>
  );
}
