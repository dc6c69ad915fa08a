import { formatBytes, plural } from "#core/words/format-number";
import { Button } from "../ui/button.tsx";
import { KeyCap } from "../ui/key-cap.tsx";
import { type ComposerSettings, columnsFor, columnWords, policyWords } from "./composer-settings.ts";
import type { FileLook } from "./inspect-file.ts";

interface ComposerFootProps {
  looks: readonly { file: File; look: FileLook }[];
  settings: ComposerSettings;
  problem: string | null;
  isReading: boolean;
  canStart: boolean;
  onStart: () => void;
}

/** What will be done, in a line, and the button that does it. */
export function ComposerFoot({ looks, settings, problem, isReading, canStart, onStart }: ComposerFootProps) {
  const unusable = looks.filter(({ look }) => look.kind === "unusable").length;
  const noneUsable = unusable === looks.length;
  const parts = noneUsable ? [] : summary(looks, settings, unusable);
  return (
    <footer className="flex shrink-0 items-center gap-3 border-line border-t bg-surface px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-6">
      <p role="status" className="min-w-0 flex-1">
        {problem !== null && <span className="font-medium text-failed">{problem}</span>}
        {problem === null && noneUsable && <span className="text-failed">None of these files can be used.</span>}
        {problem === null && !noneUsable && (
          <span className="line-clamp-2 text-quiet">{isReading ? "Reading the files" : parts.join(" · ")}</span>
        )}
      </p>
      <Button look="primary" disabled={!canStart} onClick={onStart}>
        Start
        <span aria-hidden="true" className="flex gap-0.5 max-md:hidden">
          <KeyCap isBare>⌘</KeyCap>
          <KeyCap isBare>↵</KeyCap>
        </span>
      </Button>
    </footer>
  );
}

function summary(looks: ComposerFootProps["looks"], settings: ComposerSettings, unusable: number): string[] {
  const used = looks.flatMap(({ file, look }) => (look.kind === "readable" ? [{ file, names: look.inspection.header.names }] : []));
  const bytes = used.reduce((sum, { file }) => sum + file.size, 0);
  const endings = new Set(used.map(({ file }) => file.name.split(".").at(-1)?.toUpperCase()));
  const from = endings.size === 1 ? [...endings][0] : "Files";
  const columns = new Set(used.map(({ names }) => columnWords(columnsFor(settings, names))).filter((words) => words !== ""));
  return [
    plural(used.length, "file"),
    formatBytes(bytes),
    `${from} → ${settings.format.toUpperCase()}`,
    ...(columns.size > 1 ? ["columns changed"] : columns),
    policyWords[settings.onBadRow].foot,
    ...(unusable > 0 ? [`${unusable} left out`] : []),
  ];
}
