import type { RuleView } from "#core/api/drops-api";
import { isSetRule } from "#core/drops/rule";
import type { SetState, SlotView } from "#core/drops/set-view";
import type { Tone } from "../words/job-words.ts";

type Sayable = Pick<RuleView, "files" | "deadline" | "operation" | "recipe" | "params" | "waitSeconds">;

export const slotWords: Record<SlotView["state"], string> = { here: "here", late: "late", missing: "missing", awaited: "awaited" };

export const setWords: Record<SetState, { word: string; tone: Tone }> = {
  waiting: { word: "Waiting for files", tone: "waiting" },
  complete: { word: "Complete", tone: "waiting" },
  running: { word: "Running", tone: "running" },
  done: { word: "Done", tone: "done" },
  incomplete: { word: "Incomplete", tone: "failed" },
  failed: { word: "Failed", tone: "failed" },
};

/** What is done with the files: "customer messages", "CSV → …", "recipe tidy". */
export function taskWords({ operation, recipe, params }: Pick<Sayable, "operation" | "recipe" | "params">): string {
  if (recipe !== null) return `recipe “${recipe.replace(/@(\d+)$/, "”, version $1")}${/@\d+$/.test(recipe) ? "" : "”"}`;
  if (operation === "convert" && typeof params.to === "string") return params.to.toUpperCase();
  return (operation ?? "").replaceAll("-", " ");
}

/** How long people have, or by when: "by 09:00 (Europe/Berlin), Monday to Friday". Empty where nothing is waited for. */
export function deadlineWords(rule: Sayable): string {
  const { deadline, waitSeconds } = rule;
  if (deadline) {
    const later = deadline.daysLater === 0 ? "" : deadline.daysLater === 1 ? " of the next day" : ` ${deadline.daysLater} days later`;
    const days = deadline.days === "weekdays" ? ", Monday to Friday" : ", every day";
    return `by ${deadline.time}${later} (${deadline.zone})${days}`;
  }
  if (!isSetRule(rule) || waitSeconds === null) return "";
  return `within ${hoursWords(waitSeconds)} of the first`;
}

function hoursWords(seconds: number): string {
  const hours = seconds / 3600;
  if (seconds % 3600 === 0) return `${hours} ${hours === 1 ? "hour" : "hours"}`;
  const minutes = Math.ceil(seconds / 60);
  return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
}

/** "Fri, 20 November 2026", whatever the reader's zone. */
export function dayWords(date: string): string {
  return dayFormat.format(toTime(date));
}

export function monthWords(month: string): string {
  return monthFormat.format(toTime(`${month}01`));
}

const dayFormat = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function toTime(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
}
