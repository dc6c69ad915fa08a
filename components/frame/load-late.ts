const pauseMs = 1_000;
/** Tries while the machine believes to be online; what is offline waits and counts nothing. */
const maxTries = 60;

/**
 * Fetches code that a page needs only later. A network that is away just then is waited for: a moment offline must not
 * break a page that is open.
 */
export async function loadLate<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load();
    } catch (error) {
      if (!isFetchOfCode(error) || tries >= maxTries) throw error;
      if (!navigator.onLine) tries = 0;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

function isFetchOfCode(error: unknown): boolean {
  return error instanceof Error && (error.name === "ChunkLoadError" || error.message.startsWith("Failed to load chunk"));
}
