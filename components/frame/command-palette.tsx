"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, useState } from "react";
import { Modal } from "../ui/modal.tsx";
import type { Command } from "./palette-commands.ts";
import { rememberCommand } from "./recent-commands.ts";
import { type PaletteDoors, useCommands } from "./use-commands.ts";

const optionId = (command: Command) => `command-${command.id.replaceAll(/\s/g, "-")}`;

interface CommandPaletteProps extends PaletteDoors {
  onClose: () => void;
}

export function CommandPalette(props: CommandPaletteProps) {
  const { onClose } = props;
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const groups = useCommands(props, typed);
  const found = groups.flatMap((group) => group.commands);
  const current = found[Math.min(at, found.length - 1)];

  const run = (command: Command | undefined) => {
    if (!command) return;
    if (command.kind !== "This page" && command.kind !== "Search") rememberCommand(command.id);
    onClose();
    // The focus is back where it came from before the command takes it elsewhere.
    setTimeout(() => void command.run());
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter") run(current);
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    const next = (Math.min(at, found.length - 1) + step + found.length) % found.length;
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
        {groups.map(({ title, commands }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options
          <div key={title} role="group" aria-label={title === "" ? "Found" : title}>
            {title !== "" && (
              <p aria-hidden="true" className="px-3 pt-3 pb-1 text-xs text-quiet">
                {title}
              </p>
            )}
            {commands.map((command) => (
              <Option
                key={command.id}
                command={command}
                isCurrent={command === current}
                showsKind={title === "" || title === "Lately"}
                onPoint={() => setAt(found.indexOf(command))}
                onRun={() => run(command)}
              />
            ))}
          </div>
        ))}
        {found.length === 0 && <p className="px-3 py-6 text-center text-quiet">Nothing is called that.</p>}
      </div>
    </Modal>
  );
}

interface OptionProps {
  command: Command;
  isCurrent: boolean;
  showsKind: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function Option({ command, isCurrent, showsKind, onPoint, onRun }: OptionProps) {
  return (
    <div
      id={optionId(command)}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      onPointerMove={onPoint}
      onClick={onRun}
      onKeyDown={(event) => event.key === "Enter" && onRun()}
      className={clsx("flex h-9 cursor-pointer items-center justify-between gap-4 rounded-sm px-3", isCurrent && "bg-hover")}
    >
      <span className="truncate">{command.words}</span>
      {showsKind && <span className="shrink-0 text-xs text-quiet">{command.kind}</span>}
    </div>
  );
}
