import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";

import { api } from "../../api/client.ts";
import { issueCountsQuery, queryClient } from "../../api/queries.ts";
import { chordName } from "../../features/keyboard/use-chord.ts";
import { useFilters } from "../../features/filters/use-filters.ts";
import { rememberOrganization, useOrganization, useOrganizations, useUser } from "../../features/session/organization.ts";
import { type ThemeChoice, setTheme, useTheme } from "../../theme/theme.ts";
import { Icon, type IconName, Mark } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { countedText } from "../../ui/number-text.ts";
import { Segmented } from "../../ui/segmented.tsx";

interface NavigationProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onHelp: () => void;
  readonly onPalette: () => void;
}

export function Navigation({ isOpen, onToggle, onHelp, onPalette }: NavigationProps) {
  const organization = useOrganization();
  const filters = useFilters();
  const unresolved = useQuery(issueCountsQuery(organization.slug, { ...filters.params, query: ["is:unresolved"] })).data?.["is:unresolved"];
  const theme = useTheme();
  return (
    <nav className={`navigation ${isOpen ? "navigation-open" : ""}`} aria-label="Main">
      <div className="navigation-bar">
        <Link to="/issues" className="navigation-brand">
          <Mark />
          Vedette
        </Link>
        <button type="button" className="navigation-toggle" aria-expanded={isOpen} aria-controls="navigation-body" onClick={onToggle}>
          {isOpen ? "Close" : "Menu"}
        </button>
      </div>
      <div className="navigation-body" id="navigation-body">
        <ul>
          <Entry to="/issues" icon="issues" label="Issues" count={unresolved} />
          <Entry to="/releases" icon="releases" label="Releases" />
          <Entry to="/traces" icon="traces" label="Traces" />
          <Entry to="/logs" icon="logs" label="Logs" />
          <Entry to="/metrics" icon="metrics" label="Metrics" />
          <Entry to="/profiles" icon="profiles" label="Profiles" />
          <Entry to="/replays" icon="replays" label="Replays" />
          <Entry to="/monitors" icon="monitors" label="Monitors" />
          <Entry to="/projects" icon="projects" label="Projects" />
        </ul>
        <h2>Delivery</h2>
        <ul>
          <Entry to="/where" icon="where" label="Where did it go?" />
          <Entry to="/stats" icon="stats" label="Stats" />
          <Entry to="/disk" icon="disk" label="Disk" />
        </ul>
        <h2>{organization.name}</h2>
        <ul>
          <Entry to="/settings" icon="settings" label="Settings" />
          <Entry to="/account" icon="account" label="Account" />
        </ul>
        <div className="navigation-foot">
          <div className="navigation-helps">
            <button type="button" className="navigation-help" onClick={onPalette}>
              Go to <kbd>{chordName} K</kbd>
            </button>
            <button type="button" className="navigation-help" onClick={onHelp}>
              Keys <kbd>?</kbd>
            </button>
          </div>
          <Segmented<ThemeChoice>
            label="Theme"
            value={theme}
            onChange={setTheme}
            options={[
              { value: "system", label: "Auto" },
              { value: "light", label: "Light" },
              { value: "dark", label: "Dark" },
            ]}
          />
          <UserMenu />
        </div>
      </div>
    </nav>
  );
}

function Entry({
  to,
  icon,
  label,
  count,
}: {
  readonly to:
    | "/issues"
    | "/releases"
    | "/traces"
    | "/logs"
    | "/metrics"
    | "/profiles"
    | "/replays"
    | "/monitors"
    | "/projects"
    | "/where"
    | "/stats"
    | "/disk"
    | "/settings"
    | "/account";
  readonly icon: IconName;
  readonly label: string;
  readonly count?: number | undefined;
}) {
  return (
    <li>
      <Link to={to} className="navigation-entry" activeProps={{ "aria-current": "page" }}>
        <Icon name={icon} />
        <span>{label}</span>
        {count === undefined ? null : <span className="navigation-count num">{countedText(count)}</span>}
      </Link>
    </li>
  );
}

function UserMenu() {
  const user = useUser();
  const navigate = useNavigate();
  const organizations = useOrganizations();
  const current = useOrganization();
  const signOut = async () => {
    await api.signOut();
    queryClient.clear();
    await navigate({ to: "/sign-in" });
  };
  const switching = organizations.map((each) => ({ label: each.name, checked: each.slug === current.slug, onChoose: () => rememberOrganization(each.slug) }));
  return (
    <Menu
      trigger={
        <button type="button" className="navigation-user">
          <span className="one-line">{user.name ?? user.email}</span>
          {user.name === null ? null : <span className="one-line navigation-email">{user.email}</span>}
        </button>
      }
      sections={[
        ...(organizations.length > 1 ? [{ title: "Organization", entries: switching }] : []),
        {
          entries: [
            { label: "Account", onChoose: () => void navigate({ to: "/account" }) },
            { label: "Sign out", onChoose: () => void signOut() },
          ],
        },
      ]}
    />
  );
}
