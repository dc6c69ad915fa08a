import type { Mail } from "../ports/mailer.ts";
import { formatCount, plural } from "../words/format-number.ts";
import { type AlertEvent, rejectedPercent } from "./alert-event.ts";
import type { AlertSettings } from "./alert-settings.ts";
import type { JobAlert } from "./job-alert.ts";

const longestSubject = 99;
const alarming: ReadonlySet<AlertEvent> = new Set<AlertEvent>(["set.incomplete", "job.failed", "job.expired", "rejects.over-limit"]);

/** The mail about how a job ended, or null where nobody is to be written to. It holds names, codes and counts, never what stood in a row. */
export function toAlertMail(
  alert: JobAlert,
  events: readonly AlertEvent[],
  { mail, siteUrl }: Pick<AlertSettings, "mail"> & { siteUrl: string | undefined },
): Mail | null {
  const gravest = events.find((event) => alarming.has(event));
  if (!gravest || mail === "none" || (mail === "drops" && alert.source !== "drop")) return null;
  return { subject: toSubject(subjectOf(alert, gravest)), body: bodyOf(alert, gravest, siteUrl) };
}

function subjectOf(alert: JobAlert, event: AlertEvent): string {
  switch (event) {
    case "set.incomplete":
      return `Files are missing: ${alert.set ? `the set of ${dayInWords(alert.set.date)}` : nameOf(alert)}`;
    case "rejects.over-limit":
      return `${percentWords(alert)} of the rows set aside: ${nameOf(alert)}`;
    case "job.expired":
      return `Never arrived: ${nameOf(alert)}`;
    case "job.failed":
    case "job.succeeded":
    case "job.cancelled":
      return `Failed: ${nameOf(alert)}`;
  }
}

function bodyOf(alert: JobAlert, event: AlertEvent, siteUrl: string | undefined): string {
  const { counts, error, files, set, recipe } = alert;
  const facts = [
    ["Job", alert.job],
    ["Workspace", alert.workspace],
    [
      "Operation",
      recipe ? `${oneLine(alert.operation)}, by the recipe ${oneLine(recipe.name)} (version ${recipe.version})` : oneLine(alert.operation),
    ],
    ["Came by", alert.source === "drop" ? "the drops folder" : "the web app or the API"],
    ["Set", set ? `${oneLine(set.rule)}, ${dayInWords(set.date)}` : ""],
    [
      "Files",
      files.names.map(oneLine).join(", ") + (files.count > files.names.length ? ` and ${files.count - files.names.length} more` : ""),
    ],
    [
      "Rows",
      counts
        ? `${formatCount(counts.in)} in = ${formatCount(counts.out)} out + ${formatCount(counts.rejected)} set aside + ${formatCount(counts.filtered)} filtered`
        : "",
    ],
    ["Ended", alert.at],
  ].flatMap(([name = "", value = ""]) => (value === "" ? [] : [`${name}: ${value}`]));
  const what = event === "rejects.over-limit" ? rejectsSentence(alert) : oneLine(error?.message ?? "The job did not come to a good end.");
  const where = siteUrl === undefined ? "Open the job in Sluice to see more." : new URL(`/jobs/${alert.job}`, siteUrl).href;
  return `${[what, "", ...facts, "", where].join("\n")}\n`;
}

function rejectsSentence(alert: JobAlert): string {
  const { rejected = 0, in: rows = 0 } = alert.counts ?? {};
  const verb = rejected === 1 ? "was" : "were";
  return `${formatCount(rejected)} of ${plural(rows, "row")} ${verb} set aside, which is ${percentWords(alert)}. The reasons are with the job.`;
}

function percentWords(alert: JobAlert): string {
  const percent = rejectedPercent(alert);
  return percent > 0 && percent < 1 ? "less than 1 %" : `${Math.floor(percent)} %`;
}

function nameOf({ files, job }: JobAlert): string {
  const [first = `job ${job}`] = files.names;
  return files.count > 1 ? `${first} and ${files.count - 1} more` : first;
}

/** YYYYMMDD as 2026-03-01; anything else as it is. */
function dayInWords(date: string): string {
  return oneLine(date).replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}

/** Names of files are what their senders wrote: they must not begin lines, or headers, of their own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** SNS takes printable ASCII, fewer than 100 characters, beginning with a letter, a digit or a mark. */
function toSubject(text: string): string {
  const ascii = oneLine(text).replaceAll(/[^\x20-\x7e]/g, "?");
  return ascii.length > longestSubject ? `${ascii.slice(0, longestSubject - 3)}...` : ascii;
}
