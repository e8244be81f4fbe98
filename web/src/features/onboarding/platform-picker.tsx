import "./platform-picker.css";

import { useState } from "react";

import { searchPlatforms } from "./platforms.ts";

export function PlatformPicker({ chosen, onChoose }: { readonly chosen: string | undefined; readonly onChoose: (slug: string) => void }) {
  const [search, setSearch] = useState("");
  const found = searchPlatforms(search);
  return (
    <fieldset className="platform-picker">
      <legend>Platform</legend>
      <input
        className="input"
        type="search"
        placeholder="Search platforms: react, golang, c#"
        aria-label="Search platforms"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          // Enter takes the first match instead of submitting a form that is not complete.
          event.preventDefault();
          const first = found[0];
          if (first !== undefined) onChoose(first.slug);
        }}
      />
      <div className="platform-grid">
        {found.map((platform) => (
          <label key={platform.slug} className="platform-option">
            <input type="radio" name="platform" value={platform.slug} checked={platform.slug === chosen} onChange={() => onChoose(platform.slug)} />
            <span className="one-line">{platform.name}</span>
          </label>
        ))}
      </div>
      {found.length === 0 ? <p className="muted">No platform is called that. “Other” works with any Sentry SDK and with curl.</p> : null}
    </fieldset>
  );
}
