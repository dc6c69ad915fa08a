"use client";

import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import type { AlertSettings } from "#core/alerts/alert-settings";
import { errorSentence } from "../api/call-api.ts";
import { getAlertSettings, putAlertSettings } from "../api/settings-api.ts";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { inputClass } from "../ui/input-class.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { SettingPart } from "./setting-part.tsx";
import { useAttempt } from "./use-attempt.ts";

const mailWords: Record<AlertSettings["mail"], string> = {
  drops: "Dropped files",
  all: "Every job",
  none: "Nothing",
};

export function AlertPart() {
  const { data, error } = useQuery({ queryKey: ["alerts"], queryFn: ({ signal }) => getAlertSettings(signal) });
  return (
    <SettingPart
      title="E-mail"
      words={
        data?.hasAddress === false
          ? "This Sluice has no address to write to. Whoever deploys it sets SLUICE_ALERT_EMAIL."
          : "Goes to the address that this Sluice was set up with: when a job fails, when files of a set are missing, when too many rows are set aside. Never with what stood in a row."
      }
    >
      {!data && !error && <Skeleton className="h-24 w-full" />}
      {error && !data && <Fault>{errorSentence(error)}</Fault>}
      {data && <AlertForm key={JSON.stringify(data.settings)} settings={data.settings} />}
    </SettingPart>
  );
}

function AlertForm({ settings }: { settings: AlertSettings }) {
  const { attempt, fault, isBusy } = useAttempt(["alerts"]);
  const [percent, setPercent] = useState(String(settings.rejectPercent));
  const [mail, setMail] = useState(settings.mail);
  const isChanged = percent !== String(settings.rejectPercent) || mail !== settings.mail;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    attempt(() => putAlertSettings({ rejectPercent: Number(percent), mail }));
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-4">
      <label className="flex max-w-md flex-col gap-1.5">
        <span className="font-medium">Write about</span>
        <select className={inputClass} value={mail} onChange={(event) => setMail(event.target.value as AlertSettings["mail"])}>
          {Object.entries(mailWords).map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label className="flex max-w-md flex-col gap-1.5">
        <span className="font-medium">Too many rows set aside are more than</span>
        <span className="flex items-center gap-2">
          <input
            className={`${inputClass} max-w-24 tabular-nums`}
            type="number"
            required
            min={0}
            max={100}
            step="any"
            value={percent}
            onChange={(event) => setPercent(event.target.value)}
          />
          % of a job’s rows
        </span>
        <span className="text-xs text-quiet">Webhooks go by it, too.</span>
      </label>
      <Fault>{fault}</Fault>
      <Button type="submit" className="self-start" disabled={isBusy || !isChanged}>
        Save
      </Button>
    </form>
  );
}
