"use client";

import { commandKey } from "../ui/command-key.ts";
import { KeyCap } from "../ui/key-cap.tsx";
import { Modal } from "../ui/modal.tsx";
import { type ShortcutGroup, shortcutGroups } from "./shortcuts.ts";

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal title="Keyboard shortcuts" onClose={onClose} isWide>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section tabIndex={0} aria-label="Keys" className="columns-1 gap-8 overflow-y-auto px-5 pb-5 -outline-offset-2 md:columns-2">
        {shortcutGroups.map((group) => (
          <Group key={group.title} {...group} />
        ))}
      </section>
    </Modal>
  );
}

function Group({ title, shortcuts }: ShortcutGroup) {
  const mod = commandKey();
  return (
    <section className="mb-5 break-inside-avoid">
      <h3 className="mb-1 text-xs text-quiet">{title}</h3>
      <dl>
        {shortcuts.map(({ keys, words }) => (
          <div key={words} className="flex items-center justify-between gap-4 border-line border-b py-1.5 last:border-0">
            <dt>{words}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <KeyCap key={key}>{key === "mod" ? mod : key}</KeyCap>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
