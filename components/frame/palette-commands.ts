import type { JobStatus } from "#core/jobs/job-status";

import type { JobSummary } from "#core/jobs/job-view";
import { formatJobFilter } from "../jobs/job-filter.ts";
import { jobName, statusWords } from "../words/job-words.ts";
import { places } from "./places.ts";

export interface Command {
  id: string;
  words: string;
  /** What kind of thing it is, shown beside it. */
  kind: "Action" | "Page" | "Job";
  run(): void;
}

export interface PaletteTools {
  go(path: string): void;
  choose(kind: "files" | "folder"): void;
  setTheme(theme: "light" | "dark" | "system"): void;
  showHelp(): void;
  invite?(): void;
}

const mostJobs = 20;

/** Everything one can do or go to from anywhere, jobs last. */
export function paletteCommands(tools: PaletteTools, jobs: Iterable<JobSummary>): Command[] {
  const { go, choose, setTheme, showHelp, invite } = tools;
  const action = (id: string, words: string, run: () => void): Command => ({ id, words, kind: "Action", run });
  const page = (words: string, path: string): Command => ({ id: path, words, kind: "Page", run: () => go(path) });
  const statuses = Object.keys(statusWords) as JobStatus[];
  return [
    action("files", "Choose files", () => choose("files")),
    action("folder", "Choose a folder", () => choose("folder")),
    ...places.map(({ name, href }) => page(name, href)),
    page("Imports", "/records?view=imports"),
    page("Rows by day", "/operations?show=rows"),
    ...statuses.map((status) => page(`Jobs: ${statusWords[status].word.toLowerCase()}`, `/${formatJobFilter({ status, query: "" })}`)),
    action("light", "Light theme", () => setTheme("light")),
    action("dark", "Dark theme", () => setTheme("dark")),
    action("system", "Theme as the system", () => setTheme("system")),
    ...(invite ? [action("invite", "Let in another browser", invite)] : []),
    action("help", "Keyboard shortcuts", showHelp),
    ...[...jobs]
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .map((job): Command => ({ id: job.id, words: jobName(job), kind: "Job", run: () => go(`/jobs/${job.id}`) })),
  ];
}

/** Commands that hold every word typed, in any order; few jobs, since the list searches better. */
export function findCommands(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter((command) => words.every((word) => command.words.toLowerCase().includes(word)));
  const jobs = found.filter((command) => command.kind === "Job").slice(0, words.length === 0 ? 5 : mostJobs);
  return [...found.filter((command) => command.kind !== "Job"), ...jobs];
}
