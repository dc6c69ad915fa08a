"use client";

import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Fault } from "./fault.tsx";
import { Modal } from "./modal.tsx";
import { useClosingAttempt } from "./use-closing-attempt.ts";

interface ConfirmDialogProps {
  title: string;
  /** What will have happened. */
  children: ReactNode;
  /** The words that leave everything as it is. */
  keep: string;
  /** The words that do it. */
  confirm: string;
  look?: "primary" | "danger";
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something that cannot be taken back, or that reaches far. */
export function ConfirmDialog({ title, children, keep, confirm, look = "primary", onConfirm, onClose }: ConfirmDialogProps) {
  const { attempt, fault, isBusy } = useClosingAttempt(onClose);
  return (
    <Modal title={title} onClose={onClose}>
      <div className="flex flex-col gap-3 overflow-y-auto px-5 pb-5">
        {children}
        <Fault>{fault}</Fault>
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <Button data-first="" onClick={onClose}>
            {keep}
          </Button>
          <Button look={look} disabled={isBusy} onClick={() => attempt(onConfirm)}>
            {confirm}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
