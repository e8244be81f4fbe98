import "./menu.css";

import { Menu as KitMenu } from "@mantine/core";
import { Fragment, type ReactElement, type ReactNode } from "react";

export interface MenuEntry {
  readonly label: string;
  readonly hint?: string;
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

interface MenuSection {
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
}

interface MenuProps {
  readonly trigger: ReactElement;
  readonly sections: readonly MenuSection[];
  readonly align?: "start" | "end";
  readonly width?: number;
}

/** A button with a list of commands: arrows move, Enter chooses, Escape closes and gives the focus back. */
export function Menu({ trigger, sections, align = "start", width = 220 }: MenuProps) {
  return (
    <KitMenu position={align === "start" ? "bottom-start" : "bottom-end"} offset={4} transitionProps={{ duration: 0 }} returnFocus>
      <KitMenu.Target>{trigger}</KitMenu.Target>
      <KitMenu.Dropdown className="menu" style={{ width }}>
        {sections.map((section, index) => (
          // eslint-disable-next-line react/no-array-index-key -- sections have no identity but their place
          <Fragment key={index}>
            {index === 0 ? null : <KitMenu.Divider className="menu-divider" />}
            {section.title === undefined ? null : <KitMenu.Label className="menu-title">{section.title}</KitMenu.Label>}
            {section.entries.map((entry) => (
              <KitMenu.Item
                key={entry.label}
                className={`menu-item ${entry.danger === true ? "menu-danger" : ""}`}
                disabled={entry.disabled === true}
                onClick={entry.onChoose}
                aria-current={entry.checked === true ? "true" : undefined}
              >
                <MenuText entry={entry} />
              </KitMenu.Item>
            ))}
          </Fragment>
        ))}
      </KitMenu.Dropdown>
    </KitMenu>
  );
}

function MenuText({ entry }: { readonly entry: MenuEntry }): ReactNode {
  return (
    <>
      <span className="menu-text">
        <span className="one-line">{entry.label}</span>
        {entry.hint === undefined ? null : <span className="menu-hint">{entry.hint}</span>}
      </span>
      {entry.checked === true ? (
        <svg className="menu-check" viewBox="0 0 16 16" aria-hidden="true">
          <path d="m3.5 8.5 3 3 6-7" />
        </svg>
      ) : null}
    </>
  );
}
