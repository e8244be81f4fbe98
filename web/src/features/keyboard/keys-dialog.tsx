import "./keys-dialog.css";

import { Dialog } from "../../ui/dialog.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { places } from "./places.ts";
import { chordName } from "./use-chord.ts";

const sections: readonly { readonly title: string; readonly keys: readonly (readonly [keys: readonly string[], what: string])[] }[] = [
  {
    title: "Issues",
    keys: [
      [["j", "k"], "Next and previous issue"],
      [["o", "Enter"], "Open the issue"],
      [["x"], "Select, or drop from the selection"],
      [["e"], "Resolve the selection, or the issue under the cursor"],
      [["y"], "Archive it"],
      [["a"], "Assign the issue under the cursor"],
      [["p"], "Set its priority"],
      [["m"], "Merge the selection"],
      [["/"], "Search"],
      [["Esc"], "Drop the selection"],
    ],
  },
  {
    title: "One issue",
    keys: [
      [["["], "Older event"],
      [["]"], "Newer event"],
      [["e"], "Resolve, or resolve no longer"],
      [["y"], "Archive"],
      [["a"], "Assign"],
      [["p"], "Set the priority"],
      [["u"], "Back to the list"],
    ],
  },
  {
    title: "Other lists",
    keys: [
      [["j", "k"], "Next and previous row"],
      [["Enter"], "Open it"],
      [["/"], "Search"],
    ],
  },
  {
    title: "Everywhere",
    keys: [
      [[`${chordName} K`], "Go to a page, a project, an issue, an event by its id"],
      ...places.map(({ key, label }) => [["g", key], label] as const),
      [["?"], "This list"],
    ],
  },
];

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" width={560} onClose={onClose}>
      <div className="keys">
        {sections.map((section) => (
          <section key={section.title}>
            <h3>{section.title}</h3>
            <dl>
              {section.keys.map(([keys, what]) => (
                <div key={what}>
                  <dt>
                    {keys.map((key) => (
                      <Kbd key={key} keys={key} />
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
