import type { Database } from "../../sqlite/database.ts";
import { releaseParts, type ReleaseParts } from "../../state/release-order.ts";

/** Parts of the column `release` as SQL has them. */
export const releaseFunctions = {
  package: "release_package(release)",
  version: "release_version(release)",
  build: "release_build(release)",
  order: "release_order(release)",
} as const satisfies Record<keyof ReleaseParts, string>;

const remembered = 1000;
const known = new Map<string, ReleaseParts>();

/** Events have few releases: what one consists of is read once. */
function partsOf(release: string): ReleaseParts {
  let parts = known.get(release);
  if (parts === undefined) {
    if (known.size >= remembered) known.clear();
    known.set(release, (parts = releaseParts(release)));
  }
  return parts;
}

export function defineReleaseFunctions(database: Database): void {
  database.define("release_package", (release) => partsOf(release).package);
  database.define("release_version", (release) => partsOf(release).version);
  database.define("release_build", (release) => partsOf(release).build);
  database.define("release_order", (release) => partsOf(release).order);
}
