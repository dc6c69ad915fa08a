const storageKey = "sluice.palette.lately";
const mostKept = 12;

/** Ids of what was taken from the palette in this browser, the latest first. */
export function recentCommands(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string").slice(0, mostKept) : [];
  } catch (error) {
    // What another version or a person wrote there is not worth a broken palette.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

export function rememberCommand(id: string): void {
  const kept = [id, ...recentCommands().filter((other) => other !== id)].slice(0, mostKept);
  localStorage.setItem(storageKey, JSON.stringify(kept));
}
