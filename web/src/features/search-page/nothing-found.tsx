import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { Notice } from "../../ui/notice.tsx";

interface NothingFoundProps {
  readonly to: "/traces" | "/logs" | "/metrics" | "/profiles";
  /** In the singular, "log record". */
  readonly what: string;
  /** Said after what always holds. */
  readonly besides?: string;
}

/** A search or a filter leaves nothing over. */
export function NothingFound({ to, what, besides = "" }: NothingFoundProps) {
  const clear = (
    <Link to={to} search={{ project: undefined, environment: undefined }}>
      Clear search and filters
    </Link>
  );
  return (
    <Notice title={`No ${what} matches`} actions={clear}>
      Nothing in the chosen time fits the search and the filters. {besides}
    </Notice>
  );
}

/** Nothing was ever sent in this time: how it is sent. */
export function NothingSent({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  return <Notice title={`No ${what} in this time`}>{children}</Notice>;
}
