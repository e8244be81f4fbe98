import { Doorway } from "../../features/session/doorway.tsx";
import { buttonClass } from "../../ui/button.tsx";

/** An address that no page answers to, outside of the frame. */
export function Lost() {
  return (
    <Doorway title="There is no such page" text="The address may be mistyped, or it is one of another program.">
      <a href="/issues" className={buttonClass("primary")}>
        Go to the issues
      </a>
    </Doorway>
  );
}
