import { Link } from "@tanstack/react-router";

import { buttonClass } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

export function NotFound() {
  return (
    <Notice
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
