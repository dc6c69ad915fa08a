"use client";

import { clsx } from "clsx";
import { ArrowRight } from "lucide-react";
import type { RuleView } from "#core/api/drops-api";
import { Button } from "../ui/button.tsx";
import { deadlineWords, taskWords } from "./drop-words.ts";

interface RuleListProps {
  rules: readonly RuleView[];
  onEdit: (rule: RuleView) => void;
}

/** The rules as sentences, in the order in which they are asked. */
export function RuleList({ rules, onEdit }: RuleListProps) {
  return (
    <ol aria-label="Rules" className="divide-y divide-line overflow-hidden rounded border border-line bg-surface">
      {rules.map((rule) => (
        <li key={rule.id} className="flex items-start gap-4 px-4 py-3">
          <p className={clsx("min-w-0 flex-1 leading-6", !rule.enabled && "text-quiet")}>
            <Sentence rule={rule} />
          </p>
          <Button size="small" onClick={() => onEdit(rule)} aria-label={`Edit the rule ${rule.title || rule.files.join(", ")}`}>
            Edit
          </Button>
        </li>
      ))}
    </ol>
  );
}

function Sentence({ rule }: { rule: RuleView }) {
  const deadline = deadlineWords(rule);
  return (
    <>
      {rule.files.map((pattern, index) => (
        <span key={pattern}>
          <code className="figures inline-block max-w-full break-all rounded-sm bg-hover px-1.5 text-xs leading-5">{pattern}</code>
          {index < rule.files.length - 1 && ", "}
        </span>
      ))}
      {rule.files.length > 1 && " of one day"} <ArrowRight aria-label="become" className="mx-0.5 inline size-3.5 text-quiet" />{" "}
      <strong className="font-medium">{taskWords(rule)}</strong>
      {deadline !== "" && `, ${deadline}`}
      {!rule.enabled && <span className="ml-2 rounded-sm bg-waiting-soft px-1.5 py-0.5 text-waiting text-xs">Off</span>}
    </>
  );
}
