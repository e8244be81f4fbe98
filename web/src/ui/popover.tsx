import "./menu.css";

import { Popover as KitPopover } from "@mantine/core";
import { type ReactElement, type ReactNode, cloneElement, useState } from "react";

interface PopoverProps {
  readonly trigger: ReactElement<{ onClick?: () => void }>;
  readonly align?: "start" | "end";
  readonly width?: number;
  readonly label: string;
  readonly children: (close: () => void) => ReactNode;
}

/** A panel that hangs from a button and holds the focus until it is closed. */
export function Popover({ trigger, align = "start", width = 280, label, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <KitPopover
      opened={isOpen}
      onChange={setOpen}
      position={align === "start" ? "bottom-start" : "bottom-end"}
      offset={4}
      trapFocus
      returnFocus
      withRoles
      transitionProps={{ duration: 0 }}
    >
      <KitPopover.Target>{cloneElement(trigger, { onClick: () => setOpen((open) => !open) })}</KitPopover.Target>
      <KitPopover.Dropdown className="popover" aria-label={label} style={{ width }}>
        {children(() => setOpen(false))}
      </KitPopover.Dropdown>
    </KitPopover>
  );
}
