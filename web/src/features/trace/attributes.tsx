import { useQuery } from "@tanstack/react-query";

import { Skeleton } from "../../ui/skeleton.tsx";
import { KeyValues } from "../event/key-values.tsx";
import { useOrganization } from "../session/organization.ts";
import { attributesQuery } from "./queries.ts";

interface AttributesProps {
  readonly dataset: "spans" | "logs";
  /** Finds the one row. */
  readonly query: string;
  /** What is known already stands first. */
  readonly known: readonly (readonly [key: string, value: string | null])[];
}

/** Everything that came with one span or one log record. */
export function Attributes({ dataset, query, known }: AttributesProps) {
  const organization = useOrganization();
  const found = useQuery(attributesQuery(organization.slug, dataset, query));
  const first = known.filter((pair): pair is readonly [string, string] => pair[1] !== null && pair[1] !== "");
  return (
    <>
      <KeyValues pairs={[...first, ...(found.data ?? [])]} />
      {found.isPending ? <Skeleton lines={2} label="Loading attributes" /> : null}
      {found.isError ? <p className="field-error">{found.error.message}</p> : null}
    </>
  );
}
