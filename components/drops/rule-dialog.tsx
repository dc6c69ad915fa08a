"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import type { RuleView } from "#core/api/drops-api";
import { saveRule } from "../api/drops-api.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Fault } from "../ui/fault.tsx";
import { Modal } from "../ui/modal.tsx";
import { useClosingAttempt } from "../ui/use-closing-attempt.ts";
import { deleteRuleLater, resetRule } from "./delete-rule.ts";
import { listTasks } from "./list-tasks.ts";
import { keptTask, type RuleDraft, toContent, toDraft, toPatterns } from "./rule-draft.ts";
import { LinesField, SelectField, TextField } from "./rule-fields.tsx";

interface RuleDialogProps {
  /** Null for a new one. */
  rule: RuleView | null;
  onClose: () => void;
}

/** Makes or changes a rule. */
export function RuleDialog({ rule, onClose }: RuleDialogProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => toDraft(rule, Intl.DateTimeFormat().resolvedOptions().timeZone));
  const { attempt, fault, isBusy } = useClosingAttempt(onClose);
  const change = (work: () => Promise<unknown>) =>
    attempt(async () => {
      await work();
      await client.invalidateQueries({ queryKey: ["rules"] });
    });
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    change(() => saveRule(rule?.id ?? null, toContent(draft, rule)));
  };
  const remove = (gone: RuleView) => {
    if (gone.builtIn) return change(() => resetRule(gone, client));
    deleteRuleLater(gone, client);
    onClose();
  };
  return (
    <Modal title={rule ? "Edit the rule" : "New rule"} onClose={onClose}>
      <form onSubmit={save} className="flex min-h-0 flex-col">
        <div className="flex flex-col gap-4 overflow-y-auto px-5 pb-5">
          <RuleFields
            draft={draft}
            hasKept={rule !== null && toDraft(rule, "").task === keptTask}
            onChange={(patch) => setDraft({ ...draft, ...patch })}
          />
          <Fault>{fault}</Fault>
        </div>
        <div className="flex items-center gap-2 border-line border-t bg-ground px-5 py-3">
          <Button type="submit" look="primary" disabled={isBusy}>
            Save
          </Button>
          <Button look="ghost" disabled={isBusy} onClick={onClose}>
            Cancel
          </Button>
          {rule && (
            <Button look="danger" disabled={isBusy} onClick={() => remove(rule)} className="ml-auto">
              {rule.builtIn ? "Reset" : "Delete"}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

interface RuleFieldsProps {
  draft: RuleDraft;
  hasKept: boolean;
  onChange: (patch: Partial<RuleDraft>) => void;
}

function RuleFields({ draft, hasKept, onChange }: RuleFieldsProps) {
  const isSet = toPatterns(draft).length > 1;
  return (
    <>
      <LinesField
        label="Files"
        note="A pattern a line: * is any text, {YYYYMMDD} the day. Several lines are files of one day that belong together."
        rows={3}
        required
        placeholder={"orders_{YYYYMMDD}.csv"}
        value={draft.files}
        onChange={(files) => onChange({ files })}
      />
      <TaskField task={draft.task} hasKept={hasKept} onChange={(task) => onChange({ task })} />
      <SelectField
        label="Expected"
        value={draft.expected}
        onChange={(value) => onChange({ expected: value === "daily" ? "daily" : "any" })}
      >
        <option value="any">Whenever they come</option>
        <option value="daily">By a time of day</option>
      </SelectField>
      {draft.expected === "daily" && <DeadlineFields draft={draft} onChange={onChange} />}
      {draft.expected === "any" && isSet && (
        <TextField
          label="Hours to wait for the rest"
          note="After the first file of a day. Empty: as long as this installation waits."
          inputMode="decimal"
          value={draft.waitHours}
          onChange={(waitHours) => onChange({ waitHours })}
        />
      )}
      <TextField
        label="Hours a correction may come"
        note="How long after a run a corrected file is taken in place of the first. Empty: as long as this installation allows."
        inputMode="decimal"
        value={draft.correctionHours}
        onChange={(correctionHours) => onChange({ correctionHours })}
      />
      <TextField label="Title" placeholder={toPatterns(draft).join(", ")} value={draft.title} onChange={(title) => onChange({ title })} />
      <div className="flex items-center gap-2">
        <Checkbox label="On" checked={draft.enabled} onChange={(enabled) => onChange({ enabled })} />
        <span aria-hidden="true">On</span>
      </div>
    </>
  );
}

function TaskField({ task, hasKept, onChange }: { task: string; hasKept: boolean; onChange: (task: string) => void }) {
  const { data } = useQuery({ queryKey: ["drop-tasks"], queryFn: ({ signal }) => listTasks(signal) });
  const named = [...(data?.recipes ?? []), ...(data?.operations ?? [])];
  // What the rule does now, though it is not (yet) in the list.
  const isListed = task === "" || task === keptTask || named.some(({ value }) => value === task);
  return (
    <SelectField
      label="What to do"
      note="An operation that needs settings of its own is saved as a recipe first, in the composer."
      required
      value={task}
      onChange={onChange}
    >
      <option value="" disabled>
        Choose
      </option>
      {hasKept && <option value={keptTask}>As it does now</option>}
      {!isListed && <option value={task}>{task.replace(/^\w+:/, "")}</option>}
      {data && data.recipes.length > 0 && (
        <optgroup label="Recipes">
          {data.recipes.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </optgroup>
      )}
      {data && (
        <optgroup label="Operations">
          {data.operations.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </optgroup>
      )}
    </SelectField>
  );
}

function DeadlineFields({ draft, onChange }: Omit<RuleFieldsProps, "hasKept">) {
  return (
    <>
      <div className="flex flex-wrap gap-3">
        <TextField label="By" type="time" required value={draft.time} onChange={(time) => onChange({ time })} />
        <TextField label="Time zone" required value={draft.zone} onChange={(zone) => onChange({ zone })} />
      </div>
      <div className="flex flex-wrap gap-3">
        <SelectField label="On which day" value={draft.daysLater} onChange={(daysLater) => onChange({ daysLater })}>
          <option value="0">The day of the files</option>
          <option value="1">The next day</option>
          <option value="2">Two days later</option>
        </SelectField>
        <SelectField
          label="For files of"
          value={draft.days}
          onChange={(days) => onChange({ days: days === "weekdays" ? "weekdays" : "every" })}
        >
          <option value="every">Every day</option>
          <option value="weekdays">Monday to Friday</option>
        </SelectField>
      </div>
    </>
  );
}
