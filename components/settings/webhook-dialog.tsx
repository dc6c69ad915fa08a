"use client";

import { type SubmitEvent, useState } from "react";
import { type AlertEvent, alertEvents } from "#core/alerts/alert-event";
import type { WebhooksResponse } from "#core/api/webhooks-api";
import type { WebhookWish } from "#core/webhooks/manage-webhooks";
import { Checkbox } from "../ui/checkbox.tsx";
import { DialogFoot } from "../ui/dialog-foot.tsx";
import { Fault } from "../ui/fault.tsx";
import { inputClass } from "../ui/input-class.ts";
import { Modal } from "../ui/modal.tsx";
import { useClosingAttempt } from "../ui/use-closing-attempt.ts";
import { eventWords, usualEvents } from "./event-words.ts";

interface WebhookDialogProps {
  /** Null for a new one. */
  webhook: WebhooksResponse["webhooks"][number] | null;
  onSave: (wish: WebhookWish) => Promise<unknown>;
  onClose: () => void;
}

/** Makes or changes a webhook. */
export function WebhookDialog({ webhook, onSave, onClose }: WebhookDialogProps) {
  const [wish, setWish] = useState<WebhookWish>(webhook ?? { url: "", events: [...usualEvents], enabled: true });
  const { attempt, fault, isBusy } = useClosingAttempt(onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    attempt(() => onSave({ url: wish.url.trim(), events: wish.events, enabled: wish.enabled }));
  };
  return (
    <Modal title={webhook ? "Change the webhook" : "New webhook"} onClose={onClose}>
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="flex flex-col gap-4 overflow-y-auto px-5 pb-5">
          <label className="flex flex-col gap-1.5">
            <span className="font-medium">Address</span>
            <input
              className={inputClass}
              type="url"
              required
              placeholder="https://example.com/hooks/sluice"
              value={wish.url}
              onChange={(event) => setWish({ ...wish, url: event.target.value })}
            />
          </label>
          <EventChoice events={wish.events} onChange={(events) => setWish({ ...wish, events })} />
          <Choice label="On" checked={wish.enabled} onChange={(enabled) => setWish({ ...wish, enabled })} />
          <Fault>{fault}</Fault>
        </div>
        <DialogFoot action="Save" isBusy={isBusy} canSubmit={wish.events.length > 0} onClose={onClose} />
      </form>
    </Modal>
  );
}

function EventChoice({ events, onChange }: { events: AlertEvent[]; onChange: (events: AlertEvent[]) => void }) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">Tell it when</legend>
      {alertEvents.map((event) => (
        <Choice
          key={event}
          label={eventWords[event]}
          checked={events.includes(event)}
          onChange={(checked) => onChange(checked ? [...events, event] : events.filter((other) => other !== event))}
        />
      ))}
    </fieldset>
  );
}

function Choice({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <div className="flex items-center gap-2.5">
      <Checkbox label={label} checked={checked} onChange={onChange} />
      <span aria-hidden="true">{label}</span>
    </div>
  );
}
