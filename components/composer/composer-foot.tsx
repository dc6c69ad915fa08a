import { formatBytes, plural } from "#core/words/format-number";
import { Button } from "../ui/button.tsx";
import { commandKey } from "../ui/command-key.ts";
import { KeyCap } from "../ui/key-cap.tsx";
import { operationWords } from "../words/job-words.ts";
import { columnWords } from "./column-plan.ts";
import { columnsFor, plansColumns, policyOf } from "./composer-settings.ts";
import { policyWords } from "./policy-words.ts";
import type { Composing } from "./use-composer.ts";

/** What will be done, in a line, and the button that does it. */
export function ComposerFoot({ composing }: { composing: Composing }) {
  const { looks, blocker, problems, canStart, start } = composing;
  const noneUsable = looks.length > 0 && looks.every(({ look }) => look.kind === "unusable");
  const isWrong = problems.length > 0 || (blocker !== null && !blocker.isOpen);
  const words = problems[0]?.message ?? blocker?.message;
  return (
    <footer className="flex shrink-0 items-center gap-3 border-line border-t bg-surface px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-6">
      <p role="status" className="min-w-0 flex-1">
        {noneUsable && <span className="text-failed">None of these files can be used.</span>}
        {!noneUsable && words !== undefined && <span className={isWrong ? "font-medium text-failed" : "font-medium"}>{words}</span>}
        {!noneUsable && words === undefined && (
          <span className="line-clamp-2 text-quiet">{waitingFor(composing) ?? summary(composing).join(" · ")}</span>
        )}
      </p>
      <Button look="primary" disabled={!canStart} onClick={() => void start()}>
        Start
        <span aria-hidden="true" className="flex gap-0.5 max-md:hidden">
          <KeyCap isBare>{commandKey()}</KeyCap>
          <KeyCap isBare>↵</KeyCap>
        </span>
      </Button>
    </footer>
  );
}

function waitingFor({ looks, isReading, isChecking, operations }: Composing): string | null {
  if (looks.length === 0) return "Waiting for files";
  if (isReading) return "Reading the files";
  if (isChecking) return "Checking the settings";
  return operations === null ? "Asking what can be done" : null;
}

function summary({ settings, operation, params, usable, looks }: Composing): string[] {
  if (!operation) return [];
  const files = usable.map(({ file }) => file);
  const unusable = looks.filter(({ look }) => look.kind === "unusable").length;
  const planned = plansColumns(operation) ? usable.filter(({ names }) => names.length > 0) : [];
  const columns = new Set(planned.map(({ names }) => columnWords(columnsFor(settings, params, names))).filter((words) => words !== ""));
  return [
    plural(files.length, "file"),
    formatBytes(files.reduce((sum, { size }) => sum + size, 0)),
    operationWords({ operation: operation.id, params, files }),
    ...(columns.size > 1 ? ["columns changed"] : columns),
    ...(settings.recipe ? [`recipe ${settings.recipe.name}, version ${settings.recipe.version}`] : []),
    policyWords[policyOf(settings, operation)].foot,
    ...(unusable > 0 ? [`${unusable} left out`] : []),
  ];
}
