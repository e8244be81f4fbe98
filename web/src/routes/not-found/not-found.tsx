import { Link } from "@tanstack/react-router";

import { useTitle } from "../../features/title/use-title.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

export function NotFound() {
  useTitle("There is no such page");
  return (
    <Notice
      isPage
      title="There is no such page"
      actions={
        <Link to="/issues" className={buttonClass()}>
          Go to the issues
        </Link>
      }
    >
      The address may be mistyped, or what it names was deleted, or you may not see it.
    </Notice>
  );
}
