"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { WebhooksResponse } from "#core/api/webhooks-api";
import type { WebhookWish } from "#core/webhooks/manage-webhooks";
import { errorSentence } from "../api/call-api.ts";
import { changeWebhook, createWebhook, deleteWebhook, listWebhooks } from "../api/settings-api.ts";
import { usePageActions } from "../frame/page-actions.ts";
import { hideThing, useHiddenThings } from "../toasts/hidden-things.ts";
import { doUnlessUndone } from "../toasts/undoable.ts";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SecretOnce } from "./secret-once.tsx";
import { Nothing, SettingPart } from "./setting-part.tsx";
import { WebhookDialog } from "./webhook-dialog.tsx";
import { WebhookLine } from "./webhook-line.tsx";

type Webhook = WebhooksResponse["webhooks"][number];

export function Webhooks() {
  const client = useQueryClient();
  const { data, error } = useQuery({ queryKey: ["webhooks"], queryFn: ({ signal }) => listWebhooks(signal) });
  const [edited, setEdited] = useState<Webhook | "new" | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const hidden = useHiddenThings();
  const webhooks = data?.webhooks.filter(({ id }) => !hidden.has(id));
  const remove = ({ id, url }: Webhook) =>
    doUnlessUndone({
      id: `delete-${id}`,
      line: `Deleted the webhook to ${new URL(url).host}`,
      failed: `The webhook to ${new URL(url).host} was not deleted.`,
      hide: (isHidden) => hideThing(id, isHidden),
      carryOut: async (keepalive) => {
        await deleteWebhook(id, { keepalive });
        await client.invalidateQueries({ queryKey: ["webhooks"] });
      },
    });
  usePageActions([{ words: "New webhook", run: () => setEdited("new") }]);
  const save = async (wish: WebhookWish) => {
    if (edited === "new") setSecret((await createWebhook(wish)).secret);
    else if (edited) await changeWebhook(edited.id, wish);
    await client.invalidateQueries({ queryKey: ["webhooks"] });
  };
  return (
    <SettingPart
      title="Webhooks"
      words="Servers of yours that are told what happened. Each message is signed as Standard Webhooks says, and sent again for hours until it is taken."
    >
      {secret !== null && (
        <SecretOnce
          label="Webhook secret"
          secret={secret}
          words="Copy the secret that signs its messages now. It is not shown again."
          onDone={() => setSecret(null)}
        />
      )}
      {!data && !error && <Skeleton className="h-16 w-full" />}
      {error && !data && <Fault>{errorSentence(error)}</Fault>}
      {webhooks?.length === 0 && <Nothing>No server is told yet.</Nothing>}
      {webhooks && webhooks.length > 0 && (
        <ul aria-label="Webhooks" className="divide-y divide-line rounded border border-line bg-surface">
          {webhooks.map((webhook) => (
            <WebhookLine key={webhook.id} webhook={webhook} onEdit={() => setEdited(webhook)} onDelete={() => remove(webhook)} />
          ))}
        </ul>
      )}
      <Button className="self-start" onClick={() => setEdited("new")}>
        <Plus aria-hidden="true" className="size-4" />
        New webhook
      </Button>
      {edited !== null && <WebhookDialog webhook={edited === "new" ? null : edited} onSave={save} onClose={() => setEdited(null)} />}
    </SettingPart>
  );
}
