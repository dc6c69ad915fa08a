import { AppError } from "../app-error.ts";
import type { RunServices } from "../operations/run-services.ts";
import type { StoredDocument } from "../ports/document-store.ts";
import { type Generation, type Import, toImport } from "./dataset.ts";

type NoteServices = Pick<RunServices, "workspace" | "job" | "documents" | "now">;

/** What is noted of a load for its undoing. Only who holds the dataset for the load's job changes it, and later who undoes it. */
export class ImportNote {
  readonly #services: NoteServices;

  constructor(services: NoteServices) {
    this.#services = services;
  }

  async read(): Promise<Import | null> {
    const stored = await this.#get();
    return stored && toImport(stored);
  }

  async require(): Promise<Import> {
    const note = await this.read();
    if (note) return note;
    throw new Error("A load that was begun is not noted.");
  }

  /** Before the first write of a plan. */
  async begin(about: Pick<Import, "dataset" | "mode" | "fileName" | "plan">, generation: Generation): Promise<void> {
    await this.#change((before) => ({
      ...about,
      plannedAt: this.#services.now().toISOString(),
      generations: [...(before?.generations ?? []).filter(({ fence }) => fence !== generation.fence), generation],
      isApplied: false,
      undoneBy: null,
    }));
  }

  async end(): Promise<void> {
    await this.#change((before) => ({ ...required(before), isApplied: true }));
  }

  async undo(by: string): Promise<void> {
    await this.#change((before) => ({ ...required(before), undoneBy: by }));
  }

  async #change(to: (before: Import | null) => Import): Promise<void> {
    const { workspace, job, documents } = this.#services;
    const stored = await this.#get();
    const body = to(stored && toImport(stored));
    const next = { workspace, kind: "import" as const, id: job, version: (stored?.version ?? 0) + 1, body };
    if (await documents.put(next)) return;
    const now = await this.#get();
    // An answer that was lost made the client ask again: then it is there already.
    if (now?.version === next.version && JSON.stringify(now.body) === JSON.stringify(body)) return;
    throw new AppError("conflict", "Another run has taken over this load.", { retryable: true });
  }

  async #get(): Promise<StoredDocument | null> {
    const { workspace, job, documents } = this.#services;
    return await documents.get({ workspace, kind: "import", id: job });
  }
}

function required(note: Import | null): Import {
  if (note) return note;
  throw new Error("A load that was begun is not noted.");
}
