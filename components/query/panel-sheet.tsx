"use client";

import type { ReactNode } from "react";
import { Modal } from "../ui/modal.tsx";

/** The panel where there is no room beside the editor. */
export function PanelSheet({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  return (
    <Modal title="Tables and history" onClose={onClose}>
      <div data-first="" tabIndex={-1} className="overflow-y-auto px-5 pb-5 outline-none">
        {children}
      </div>
    </Modal>
  );
}
