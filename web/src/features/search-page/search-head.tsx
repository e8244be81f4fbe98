import { ApiError } from "@vedette/api-client";
import type { ReactNode } from "react";

import { Notice } from "../../ui/notice.tsx";
import { SearchBox } from "../issue-stream/search-box.tsx";

interface SearchHeadProps {
  readonly title: string;
  readonly placeholder: string;
  readonly query: string;
  /** Why the page's list could not be read: what is wrong with the search is told at its field, anything else below. */
  readonly error: Error | null;
  /** Undefined where the search was emptied. */
  readonly onSearch: (query: string | undefined) => void;
  /** What stands beside the search. */
  readonly children?: ReactNode;
}

/** The head of a page whose list is searched. */
export function SearchHead({ title, placeholder, query, error, onSearch, children }: SearchHeadProps) {
  const isQueryWrong = error instanceof ApiError && error.status === 400;
  const what = title.toLowerCase();
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{title}</h1>
        <SearchBox
          label={`Search ${what}`}
          placeholder={placeholder}
          query={query}
          error={isQueryWrong ? error.message : undefined}
          onSearch={(text) => onSearch(text === "" ? undefined : text)}
        />
        {children}
      </div>
      {error === null || isQueryWrong ? null : (
        <Notice tone="failed" title={`The ${what} could not be read`}>
          {error.message}
        </Notice>
      )}
    </>
  );
}
