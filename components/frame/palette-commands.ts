import type { JobStatus } from "#core/jobs/job-status";
import type { JobSummary } from "#core/jobs/job-view";
import type { Recipe } from "../api/recipes-api.ts";
import { formatJobFilter } from "../jobs/job-filter.ts";
import { jobName, statusWords } from "../words/job-words.ts";
import type { PageAction } from "./page-actions.ts";
import { places } from "./places.ts";

/** What kind of thing it is, shown beside it; the order in which they stand. */
export const commandKinds = ["This page", "Action", "Page", "Sample", "Recipe", "Job", "Search"] as const;
export type CommandKind = (typeof commandKinds)[number];

export interface Command {
  id: string;
  words: string;
  kind: CommandKind;
  run(): unknown;
}

export interface PaletteTools {
  go(path: string): void;
  choose(kind: "files" | "folder"): void;
  setTheme(theme: "light" | "dark" | "system"): void;
  showHelp(): void;
  copyLink(): void;
  invite?(): void;
}

export interface PaletteThings {
  here: readonly PageAction[];
  samples: readonly PageAction[];
  recipes: readonly Recipe[];
  composeWith: (recipe: Recipe) => void;
  jobs: Iterable<JobSummary>;
}

/** Everything one can do or go to from anywhere, jobs last. */
export function paletteCommands(tools: PaletteTools, { here, samples, recipes, composeWith, jobs }: PaletteThings): Command[] {
  const { go } = tools;
  const newest = [...jobs].sort((a, b) => (a.id < b.id ? 1 : -1));
  return [
    ...offered("This page", here),
    ...actions(tools),
    ...pages(go),
    ...offered("Sample", samples),
    ...recipes.map((recipe): Command => {
      return { id: `recipe ${recipe.name}`, words: `Use the recipe ${recipe.name}`, kind: "Recipe", run: () => composeWith(recipe) };
    }),
    ...newest.map((job): Command => ({ id: job.id, words: jobName(job), kind: "Job", run: () => go(`/jobs/${job.id}`) })),
  ];
}

/** What is offered where something covers the page: it alone, and what is about the whole window. */
export function coveredCommands({ setTheme, showHelp }: PaletteTools, here: readonly PageAction[]): Command[] {
  return [...offered("This page", here), ...windowActions(setTheme, showHelp)];
}

function offered(kind: CommandKind, things: readonly PageAction[]): Command[] {
  return things.map(({ words, run }) => ({ id: `${kind} ${words}`, words, kind, run }));
}

function action(id: string, words: string, run: () => void): Command {
  return { id, words, kind: "Action", run };
}

function windowActions(setTheme: PaletteTools["setTheme"], showHelp: () => void): Command[] {
  return [
    action("light", "Light theme", () => setTheme("light")),
    action("dark", "Dark theme", () => setTheme("dark")),
    action("system", "Theme as the system", () => setTheme("system")),
    action("help", "Keyboard shortcuts", showHelp),
  ];
}

function actions({ choose, setTheme, showHelp, copyLink, invite }: PaletteTools): Command[] {
  return [
    action("files", "Choose files", () => choose("files")),
    action("folder", "Choose a folder", () => choose("folder")),
    action("link", "Copy the link to what is shown", copyLink),
    ...(invite ? [action("invite", "Let in another browser", invite)] : []),
    ...windowActions(setTheme, showHelp),
  ];
}

function pages(go: PaletteTools["go"]): Command[] {
  const page = (words: string, path: string): Command => ({ id: path, words, kind: "Page", run: () => go(path) });
  const statuses = Object.keys(statusWords) as JobStatus[];
  return [
    ...places.map(({ name, href }) => page(name, href)),
    page("Records: imports", "/records?view=imports"),
    ...["files", "rows", "bytes", "time"].map((show) => page(`Operations: ${show} by day`, `/operations?show=${show}`)),
    ...statuses.map((status) => page(`Jobs: ${statusWords[status].word.toLowerCase()}`, `/${formatJobFilter({ status, query: "" })}`)),
  ];
}

/** Where the lists search better than the palette, and what a link that was pasted leads to. */
export function searchCommands(typed: string, go: PaletteTools["go"]): Command[] {
  const text = typed.trim();
  if (text === "") return [];
  const job = /\/jobs\/([\w-]+)/.exec(text)?.[1];
  if (job !== undefined) return [{ id: `open ${job}`, words: `Open the job ${job}`, kind: "Job", run: () => go(`/jobs/${job}`) }];
  const query = formatJobFilter({ status: null, query: text });
  const prefix = new URLSearchParams({ prefix: text });
  return [
    { id: "search jobs", words: `Jobs with “${text}” in their name`, kind: "Search", run: () => go(`/${query}`) },
    { id: "search records", words: `Records whose key begins with “${text}”`, kind: "Search", run: () => go(`/records?${prefix}`) },
  ];
}
