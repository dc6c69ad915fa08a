"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type KeyboardEvent, useMemo, useState } from "react";
import { chooseFiles } from "../intake/file-inputs.tsx";
import { jobsStore } from "../realtime/jobs-store.ts";
import { Modal } from "../ui/modal.tsx";
import { type Command, findCommands, paletteCommands } from "./palette-commands.ts";

const optionId = (command: Command) => `command-${command.id}`;

interface CommandPaletteProps {
  onClose: () => void;
  onHelp: () => void;
  /** For whom there is somebody to let in. */
  onInvite?: () => void;
}

export function CommandPalette({ onClose, onHelp, onInvite }: CommandPaletteProps) {
  const router = useRouter();
  const { setTheme } = useTheme();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const all = useMemo(() => {
    const tools = {
      go: (path: string) => router.push(path),
      choose: chooseFiles,
      setTheme,
      showHelp: onHelp,
      ...(onInvite && { invite: onInvite }),
    };
    return paletteCommands(tools, jobsStore.getState().jobs.values());
  }, [router, setTheme, onHelp, onInvite]);
  const found = useMemo(() => findCommands(all, typed), [all, typed]);
  const current = found[Math.min(at, found.length - 1)];

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter") run(current);
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    const next = (at + step + found.length) % found.length;
    setAt(next);
    const command = found[next];
    if (command) document.getElementById(optionId(command))?.scrollIntoView({ block: "nearest" });
  };

  return (
    <Modal title="Commands" onClose={onClose} bare>
      <input
        type="text"
        role="combobox"
        aria-label="Search pages, actions and jobs"
        aria-expanded="true"
        aria-controls="commands"
        aria-autocomplete="list"
        aria-activedescendant={current && optionId(current)}
        placeholder="Go to, or do …"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={move}
        className="h-12 shrink-0 border-line border-b bg-transparent px-5 text-base outline-none placeholder:text-quiet"
      />
      <div role="listbox" id="commands" aria-label="Commands" tabIndex={-1} className="overflow-y-auto p-2">
        {found.map((command) => (
          <div
            key={command.id}
            id={optionId(command)}
            role="option"
            tabIndex={-1}
            aria-selected={command === current}
            onPointerMove={() => setAt(found.indexOf(command))}
            onClick={() => run(command)}
            onKeyDown={(event) => event.key === "Enter" && run(command)}
            className={clsx(
              "flex h-9 cursor-pointer items-center justify-between gap-4 rounded-sm px-3",
              command === current && "bg-hover",
            )}
          >
            <span className="truncate">{command.words}</span>
            <span className="text-xs text-quiet">{command.kind}</span>
          </div>
        ))}
        {found.length === 0 && <p className="px-3 py-6 text-center text-quiet">Nothing is called that.</p>}
      </div>
    </Modal>
  );
}
