"use client";

import { KeyCap } from "../ui/key-cap.tsx";
import { Modal } from "../ui/modal.tsx";
import { shortcuts } from "./keyboard.ts";

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal title="Keyboard shortcuts" onClose={onClose}>
      <dl className="overflow-y-auto px-5 pb-4">
        {shortcuts.map(({ keys, words }) => (
          <div key={words} className="flex items-center justify-between gap-4 border-line border-b py-2 last:border-0">
            <dt>{words}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <KeyCap key={key}>{key}</KeyCap>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
