"use client";

import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import type { WebhooksResponse } from "#core/api/webhooks-api";
import { pingWebhook } from "../api/settings-api.ts";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { DeliveryList } from "./delivery-list.tsx";
import { eventWords } from "./event-words.ts";
import { useAttempt } from "./use-attempt.ts";

interface WebhookLineProps {
  webhook: WebhooksResponse["webhooks"][number];
  onEdit: () => void;
  onDelete: () => void;
}

export function WebhookLine({ webhook, onEdit, onDelete }: WebhookLineProps) {
  const { id, url, events, enabled, disabledBecause } = webhook;
  const [isOpen, setOpen] = useState(false);
  const pinging = useAttempt(["deliveries", id]);
  const deliveriesId = useId();
  const ping = () => {
    setOpen(true);
    pinging.attempt(() => pingWebhook(id));
  };
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="min-w-0">
        <p className="figures truncate" title={url}>
          {url}
        </p>
        <p className="text-xs text-quiet">
          {!enabled && <span className="font-medium text-aside">Off{disabledBecause === null ? "" : `: ${disabledBecause}`} · </span>}
          {events.map((event) => eventWords[event]).join(" · ")}
        </p>
      </div>
      <div className="-ml-2.5 flex flex-wrap items-center gap-1">
        <Button size="small" look="ghost" aria-expanded={isOpen} aria-controls={deliveriesId} onClick={() => setOpen(!isOpen)}>
          <ChevronDown aria-hidden="true" className={isOpen ? "size-4 rotate-180" : "size-4"} />
          Deliveries
        </Button>
        <Button size="small" look="ghost" disabled={!enabled || pinging.isBusy} onClick={ping}>
          Send a test
        </Button>
        <Button size="small" look="ghost" aria-label={`Change ${url}`} onClick={onEdit}>
          Change
        </Button>
        <Button size="small" look="ghost" aria-label={`Delete ${url}`} onClick={onDelete}>
          Delete
        </Button>
      </div>
      <Fault>{pinging.fault}</Fault>
      <div id={deliveriesId} hidden={!isOpen} className="border-line border-t pt-2">
        {isOpen && <DeliveryList webhook={id} isOn={enabled} />}
      </div>
    </li>
  );
}
