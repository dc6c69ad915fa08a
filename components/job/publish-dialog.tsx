"use client";

import { useRouter } from "next/navigation";
import { type SubmitEvent, useId, useRef, useState } from "react";
import { toTableName } from "#core/lake/lake-names";
import { createJob } from "../api/jobs-api.ts";
import { SelectField, TextField } from "../drops/rule-fields.tsx";
import { useProfile } from "../profile/use-profile.ts";
import { jobsStore } from "../realtime/jobs-store.ts";
import { DialogFoot } from "../ui/dialog-foot.tsx";
import { Fault } from "../ui/fault.tsx";
import { Modal } from "../ui/modal.tsx";
import { useClosingAttempt } from "../ui/use-closing-attempt.ts";
import { randomKey } from "../upload/random-key.ts";
import { proposePublication, publishableResults } from "./publishable.ts";
import type { KnownJob } from "./use-job.ts";

/** Publishes a result of a job to the lake, by a job of its own whose page opens. */
export function PublishDialog({ job, onClose }: { job: KnownJob; onClose: () => void }) {
  const router = useRouter();
  const results = publishableResults(job);
  const [result, setResult] = useState(results[0]?.name ?? "");
  const proposed = proposePublication(job, result);
  const [changed, setChanged] = useState<{ dataset?: string; time?: string }>({});
  const [zone, setZone] = useState("");
  const asked = useRef({ request: "", key: "" });
  const { attempt, fault, isBusy } = useClosingAttempt(onClose);
  const dataset = changed.dataset ?? proposed.dataset;
  const time = changed.time ?? proposed.time;
  const publish = async () => {
    const params = { dataset, ...(time !== "" && { time }), ...(zone.trim() !== "" && { zone: zone.trim() }) };
    const request = { operation: "publish", params, files: [], from: { job: job.id, results: [result] } };
    // One attempt that was cut off and made again is one job; another request is another.
    const said = JSON.stringify(request);
    if (asked.current.request !== said) asked.current = { request: said, key: randomKey() };
    const made = await createJob(request, asked.current.key);
    jobsStore.load([made.job]);
    router.push(`/jobs/${made.job.id}`);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    attempt(publish);
  };
  return (
    <Modal title="Publish to the lake" onClose={onClose}>
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="flex flex-col gap-4 overflow-y-auto px-5 pb-5">
          {results.length > 1 && (
            <SelectField
              label="Result"
              value={result}
              onChange={(name) => {
                setResult(name);
                setChanged({});
              }}
            >
              {results.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </SelectField>
          )}
          <TextField
            label="Table"
            note={tableNote(dataset)}
            required
            maxLength={200}
            value={dataset}
            onChange={(next) => setChanged({ ...changed, dataset: next })}
          />
          <TimeField job={job} result={result} value={time} onChange={(next) => setChanged({ ...changed, time: next })} />
          {time !== "" && (
            <TextField
              label="Time zone"
              note="Of times that do not say theirs, such as Europe/Berlin. Empty: UTC."
              value={zone}
              onChange={setZone}
            />
          )}
          <Fault>{fault}</Fault>
        </div>
        <DialogFoot action="Publish" isBusy={isBusy} canSubmit={tableName(dataset) !== null} onClose={onClose} />
      </form>
    </Modal>
  );
}

const timeNote = "The column that says when each row happened; rows lie in the lake by its hour. Empty: when they are published.";

/** Names of columns are proposed where they are known; any other can be written. */
function TimeField({ job, result, value, onChange }: { job: KnownJob; result: string; value: string; onChange: (time: string) => void }) {
  const listId = useId();
  const { profile } = useProfile(job);
  const table = profile?.tables.find(({ of, name }) => of === "output" && name === result);
  return (
    <>
      <TextField label="Time" note={timeNote} list={listId} value={value} onChange={onChange} />
      <datalist id={listId}>
        {(table?.columns ?? []).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function tableName(dataset: string): string | null {
  return /[a-z0-9]/i.test(dataset.normalize("NFKD")) ? toTableName(dataset) : null;
}

function tableNote(dataset: string): string {
  const name = tableName(dataset);
  if (name === null) return "A name with a letter or a digit.";
  return name === dataset ? "What queries call it." : `Queries call it ${name}.`;
}
