import type { RuleRequest, RuleView } from "#core/api/drops-api";

/** A rule as it is being written. */
export interface RuleDraft {
  title: string;
  enabled: boolean;
  /** A pattern a line. */
  files: string;
  /** `operation:ID`, `recipe:NAME`, or `kept`: what the rule did before. */
  task: string;
  expected: "any" | "daily";
  time: string;
  zone: string;
  daysLater: string;
  days: "every" | "weekdays";
  waitHours: string;
  /** How long a corrected file may come; empty: as long as this installation says. */
  correctionHours: string;
}

export const keptTask = "kept";

/** A new rule, or the one that is changed. `zone`: the reader's own. */
export function toDraft(rule: RuleView | null, zone: string): RuleDraft {
  const deadline = rule?.deadline ?? null;
  return {
    title: rule?.title ?? "",
    enabled: rule?.enabled ?? true,
    files: rule?.files.join("\n") ?? "",
    task: rule ? taskOf(rule) : "",
    expected: deadline ? "daily" : "any",
    time: deadline?.time ?? "09:00",
    zone: deadline?.zone ?? zone,
    daysLater: String(deadline?.daysLater ?? 0),
    days: deadline?.days ?? "every",
    waitHours: toHours(rule?.waitSeconds),
    correctionHours: toHours(rule?.correctionSeconds),
  };
}

/** What is sent. The server says what is wrong with it. */
export function toContent(draft: RuleDraft, rule: RuleView | null): RuleRequest {
  const files = toPatterns(draft);
  return {
    title: draft.title.trim() || files.join(", ").slice(0, 200),
    enabled: draft.enabled,
    files,
    ...toTask(draft.task, rule),
    deadline:
      draft.expected === "daily"
        ? { time: draft.time, zone: draft.zone.trim(), daysLater: Number(draft.daysLater), days: draft.days }
        : null,
    waitSeconds: draft.expected === "any" ? toSeconds(draft.waitHours) : null,
    correctionSeconds: toSeconds(draft.correctionHours),
  };
}

function toHours(seconds: number | null | undefined): string {
  return seconds == null ? "" : String(seconds / 3600);
}

/** Null where there is no such span: the installation's own counts. */
function toSeconds(hours: string): number | null {
  const seconds = Math.round(Number(hours.trim().replace(",", ".")) * 3600);
  return seconds > 0 ? seconds : null;
}

export function toPatterns({ files }: Pick<RuleDraft, "files">): string[] {
  return files
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function taskOf({ operation, recipe, params, onBadRow }: RuleView): string {
  if (recipe !== null && Object.keys(params).length === 0 && onBadRow === null) return `recipe:${recipe}`;
  if (operation !== null && Object.keys(params).length === 0 && onBadRow === null) return `operation:${operation}`;
  return keptTask;
}

function toTask(task: string, rule: RuleView | null): Pick<RuleRequest, "operation" | "recipe" | "params" | "onBadRow"> {
  if (task === keptTask && rule) {
    const { operation, recipe, params, onBadRow } = rule;
    return { operation, recipe, params, onBadRow };
  }
  const [kind, name = ""] = task.split(/:(.*)/s);
  return { operation: kind === "operation" ? name : null, recipe: kind === "recipe" ? name : null, params: {}, onBadRow: null };
}
