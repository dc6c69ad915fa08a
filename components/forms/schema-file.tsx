"use client";

import { FileUp } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { readSchemaFile } from "./read-schema-file.ts";

interface SchemaFileProps {
  onRead: (schema: unknown) => void;
  onProblem: (problem: string | null) => void;
}

/** Takes a schema from a file of this device. */
export function SchemaFile({ onRead, onProblem }: SchemaFileProps) {
  const inputRef = useRef<HTMLInputElement>(null);
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    // So that choosing the same file again is a change again.
    target.value = "";
    if (!file) return;
    const { schema, problem } = await readSchemaFile(file);
    onProblem(problem);
    if (schema !== null) onRead(schema);
  };
  return (
    <>
      <input
        ref={inputRef}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="Schema file"
        onChange={(event) => void take(event)}
      />
      <Button size="small" onClick={() => inputRef.current?.click()}>
        <FileUp aria-hidden="true" className="size-3.5" />
        From a file
      </Button>
    </>
  );
}
