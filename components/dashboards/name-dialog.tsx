"use client";

import { type SubmitEvent, useState } from "react";
import { TextField } from "../drops/rule-fields.tsx";
import { DialogFoot } from "../ui/dialog-foot.tsx";
import { Fault } from "../ui/fault.tsx";
import { Modal } from "../ui/modal.tsx";
import { useClosingAttempt } from "../ui/use-closing-attempt.ts";

interface NameDialogProps {
  title: string;
  /** What its button says. */
  action: string;
  name: string;
  onClose: () => void;
  /** Closed once this has settled well. */
  onName: (name: string) => unknown;
}

export function NameDialog({ title, action, name, onClose, onName }: NameDialogProps) {
  const [draft, setDraft] = useState(name);
  const { attempt, fault, isBusy } = useClosingAttempt(onClose);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    attempt(async () => await onName(draft.trim()));
  };
  return (
    <Modal title={title} onClose={onClose}>
      <form onSubmit={save} className="flex min-h-0 flex-col">
        <div className="flex flex-col gap-4 overflow-y-auto px-5 pb-5">
          <TextField label="Name" required maxLength={100} value={draft} onChange={setDraft} />
          <Fault>{fault}</Fault>
        </div>
        <DialogFoot action={action} isBusy={isBusy} canSubmit={draft.trim() !== ""} onClose={onClose} />
      </form>
    </Modal>
  );
}
