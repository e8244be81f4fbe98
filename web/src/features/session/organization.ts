import { useSuspenseQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import { sessionQuery } from "../../api/queries.ts";
import type { OrganizationShape, SessionUser } from "../../api/shapes.ts";

const storageKey = "vedette.organization";
const listeners = new Set<() => void>();

function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    // Without storage the first organization is shown.
    return null;
  }
}

let chosen: string | null = remembered();

/** Which organization the pages show from now on. */
export function rememberOrganization(slug: string): void {
  chosen = slug;
  try {
    localStorage.setItem(storageKey, slug);
  } catch {
    // The choice then lasts for this page only.
  }
  for (const listener of listeners) listener();
}

export function useUser(): SessionUser {
  const { user } = useSuspenseQuery(sessionQuery).data;
  if (user === null) throw new Error("You are signed out.");
  return user;
}

export function useOrganizations(): readonly OrganizationShape[] {
  return useSuspenseQuery(sessionQuery).data.organizations;
}

/** The chosen organization, else the reader's first; undefined when the reader belongs to none. */
export function useMaybeOrganization(): OrganizationShape | undefined {
  const organizations = useOrganizations();
  const slug = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
  return organizations.find((each) => each.slug === slug || each.id === slug) ?? organizations[0];
}

/** Within the frame, which shows its pages only when there is an organization. */
export function useOrganization(): OrganizationShape {
  const organization = useMaybeOrganization();
  if (organization === undefined) throw new Error("You do not belong to an organization yet.");
  return organization;
}
