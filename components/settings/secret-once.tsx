"use client";

import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

interface SecretOnceProps {
  label: string;
  secret: string;
  words: string;
  onDone: () => void;
}

/** A secret that is shown this once. */
export function SecretOnce({ label, secret, words, onDone }: SecretOnceProps) {
  return (
    <div role="status" className="flex flex-col gap-2 rounded border border-accent bg-accent-soft p-4">
      <p className="font-medium">{words}</p>
      <div className="flex flex-wrap items-center gap-2">
        <div className="flex min-w-0 flex-1 basis-60 items-center gap-2 rounded border border-line bg-surface py-1 pr-1 pl-3">
          <input
            readOnly
            aria-label={label}
            value={secret}
            onFocus={(event) => event.currentTarget.select()}
            className="figures min-w-0 flex-1 truncate rounded-sm bg-transparent text-xs"
          />
          <CopyButton value={secret} label={label.toLowerCase()} word="Copy" />
        </div>
        <Button onClick={onDone}>I have kept it</Button>
      </div>
    </div>
  );
}
