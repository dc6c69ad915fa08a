import { type Command, type CommandKind, commandKinds } from "./palette-commands.ts";

export interface CommandGroup {
  title: string;
  commands: Command[];
}

const mostJobs = 20;
const jobsUnasked = 5;
const mostRecent = 5;

/** What is shown: by kind, and what was taken lately first, while nothing is typed; otherwise what holds every word, the best first. */
export function findCommands(commands: readonly Command[], typed: string, recent: readonly string[]): CommandGroup[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groupByKind(commands, recent);
  const found = commands
    .map((command) => ({ command, rank: rankOf(command.words.toLowerCase(), words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ command }) => command);
  const jobs = new Set(found.filter(({ kind }) => kind === "Job").slice(0, mostJobs));
  const shown = found.filter((command) => command.kind !== "Job" || jobs.has(command));
  return shown.length === 0 ? [] : [{ title: "", commands: shown }];
}

function groupByKind(commands: readonly Command[], recent: readonly string[]): CommandGroup[] {
  const lately = recent.flatMap((id) => commands.find((command) => command.id === id) ?? []).slice(0, mostRecent);
  const rest = commands.filter((command) => !lately.includes(command));
  const groups = commandKinds.map((kind) => ({ title: titles[kind], commands: rest.filter((command) => command.kind === kind) }));
  const jobs = groups.find(({ title }) => title === titles.Job);
  if (jobs) jobs.commands = jobs.commands.slice(0, jobsUnasked);
  const [here = { title: "", commands: [] }, ...others] = groups;
  return [here, { title: "Lately", commands: lately }, ...others].filter((group) => group.commands.length > 0);
}

const titles: Record<CommandKind, string> = {
  "This page": "On this page",
  Action: "Actions",
  Page: "Pages",
  Sample: "Samples",
  Recipe: "Recipes",
  Job: "Newest jobs",
  Search: "",
};

/** 0 where a word is missing; more where words begin with what was typed, most where all of it does. */
function rankOf(text: string, words: readonly string[]): number {
  let rank = 1;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    if (at === 0) rank += 3;
    else if (text.includes(` ${word}`)) rank += 2;
  }
  return rank;
}
