import "./may.css";

import type { ReactNode } from "react";

import { useOrganization } from "./organization.ts";

/** What a page asks for before it offers to change something; a scope of the API. */
type Permission = "project:write" | "project:admin" | "org:write";

/** Whether the reader's role in the organization lets them do it: what the server would refuse is not offered. */
export function useMay(permission: Permission): boolean {
  return useOrganization().access.includes(permission);
}

/** Fields that everybody may read. Whoever may not change them sees no buttons. */
export function Guarded({ permission, children }: { readonly permission: Permission; readonly children: ReactNode }) {
  return (
    <fieldset className="guarded" disabled={!useMay(permission)}>
      {children}
    </fieldset>
  );
}

/** Said once on a page that the reader can only look at. */
export function LookOnly({ permission, children }: { readonly permission: Permission; readonly children: ReactNode }) {
  return useMay(permission) ? null : <p className="look-only">{children}</p>;
}
