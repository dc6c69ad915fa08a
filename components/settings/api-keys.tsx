"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { KeysResponse } from "#core/api/keys-api";
import { errorSentence } from "../api/call-api.ts";
import { createKey, listKeys, revokeKey } from "../api/settings-api.ts";
import { Age } from "../frame/age.tsx";
import { Fault } from "../ui/fault.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { KeyForm } from "./key-form.tsx";
import { SecretOnce } from "./secret-once.tsx";
import { Nothing, SettingPart } from "./setting-part.tsx";
import { SureButton } from "./sure-button.tsx";
import { useAttempt } from "./use-attempt.ts";

type Key = KeysResponse["keys"][number];

export function ApiKeys() {
  const { data, error } = useQuery({ queryKey: ["keys"], queryFn: ({ signal }) => listKeys(signal) });
  const { attempt, fault, isBusy } = useAttempt(["keys"]);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <SettingPart
      title="API keys"
      words={
        <>
          For programs that work in this workspace: the command <code className="figures text-xs">sluice</code> takes one from{" "}
          <span className="whitespace-nowrap">SLUICE_API_KEY</span>, others send it as <span className="whitespace-nowrap">X-Api-Key</span>.
        </>
      }
    >
      {secret !== null && (
        <SecretOnce label="API key" secret={secret} words="Copy the key now. It is not shown again." onDone={() => setSecret(null)} />
      )}
      {!data && !error && <Skeleton className="h-16 w-full" />}
      {error && !data && <Fault>{errorSentence(error)}</Fault>}
      {data?.keys.length === 0 && <Nothing>No program has a key yet.</Nothing>}
      {data && data.keys.length > 0 && (
        <ul aria-label="API keys" className="divide-y divide-line rounded border border-line bg-surface">
          {data.keys.map((key) => (
            <KeyLine key={key.id} apiKey={key} isBusy={isBusy} onRevoke={() => attempt(() => revokeKey(key.id))} />
          ))}
        </ul>
      )}
      <Fault>{fault}</Fault>
      <KeyForm isBusy={isBusy} onMake={(name, scopes) => attempt(async () => setSecret((await createKey(name, scopes)).secret))} />
    </SettingPart>
  );
}

function KeyLine({ apiKey, isBusy, onRevoke }: { apiKey: Key; isBusy: boolean; onRevoke: () => void }) {
  const { name, prefix, scopes, createdAt, lastUsedOn } = apiKey;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5 pr-2 pl-4">
      <div className="min-w-0 flex-1 basis-52">
        <p className="truncate font-medium">{name}</p>
        <p className="flex flex-wrap gap-x-2 text-xs text-quiet">
          <span className="figures">{prefix}…</span>
          {scopes.includes("manage") && <span>may let others in</span>}
          <span>
            made <Age at={createdAt} />
          </span>
          <span>{lastUsedOn === null ? "never used" : `last used on ${lastUsedOn}`}</span>
        </p>
      </div>
      <SureButton word="Revoke" sure="Revoke for good" label={`Revoke ${name}`} disabled={isBusy} onSure={onRevoke} />
    </li>
  );
}
