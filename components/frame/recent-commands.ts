import { keepHere, readKept } from "../ui/kept-here.ts";

const storageKey = "sluice.palette.lately";
const mostKept = 12;

/** Ids of what was taken from the palette in this browser, the latest first. */
export function recentCommands(): string[] {
  const kept = readKept(storageKey);
  return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string").slice(0, mostKept) : [];
}

export function rememberCommand(id: string): void {
  keepHere(storageKey, [id, ...recentCommands().filter((other) => other !== id)].slice(0, mostKept));
}
