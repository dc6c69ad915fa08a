"use client";

import { type SubmitEvent, useState } from "react";
import type { KeyScope } from "#core/keys/api-key";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { inputClass } from "../ui/input-class.ts";

interface KeyFormProps {
  isBusy: boolean;
  onMake: (name: string, scopes: KeyScope[]) => void;
}

export function KeyForm({ isBusy, onMake }: KeyFormProps) {
  const [name, setName] = useState("");
  const [manages, setManages] = useState(false);
  const make = (event: SubmitEvent) => {
    event.preventDefault();
    onMake(name.trim(), manages ? ["work", "manage"] : ["work"]);
    setName("");
    setManages(false);
  };
  return (
    <form onSubmit={make} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <label className="flex min-w-0 flex-1 basis-48 flex-col gap-1.5">
          <span className="font-medium">Name of a new key</span>
          <input
            className={inputClass}
            required
            maxLength={100}
            autoComplete="off"
            placeholder="nightly upload"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <Button type="submit" disabled={isBusy || name.trim() === ""}>
          Make a key
        </Button>
      </div>
      <div className="flex items-center gap-2.5">
        <Checkbox label="May also make keys, links and webhooks" checked={manages} onChange={setManages} />
        <span aria-hidden="true">May also make keys, links and webhooks</span>
      </div>
    </form>
  );
}
