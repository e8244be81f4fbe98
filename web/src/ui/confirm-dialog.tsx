import { type ReactNode, useState } from "react";

import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { TextField } from "./text-field.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  readonly action: string;
  /** What destroys nothing is `primary`. */
  readonly tone?: "danger" | "primary";
  readonly busy?: boolean;
  /** The word that must be typed first; for what cannot be taken back. */
  readonly typeToConfirm?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function ConfirmDialog({ title, action, tone = "danger", busy = false, typeToConfirm, onConfirm, onClose, children }: ConfirmDialogProps) {
  const [typed, setTyped] = useState("");
  const isAllowed = typeToConfirm === undefined || typed.trim() === typeToConfirm;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone={tone} busy={busy} disabled={!isAllowed} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {typeToConfirm === undefined ? null : <TextField label={`Type ${typeToConfirm} to confirm`} value={typed} onChange={setTyped} autoComplete="off" />}
    </Dialog>
  );
}
