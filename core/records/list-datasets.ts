import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { type Dataset, type Import, isDatasetName, toDataset, toImport } from "./dataset.ts";

type DocumentPorts = Pick<Ports, "documents">;

interface Page {
  limit: number;
  cursor?: string | undefined;
}

/** The workspace's datasets, by name. */
export async function listDatasets(
  ports: DocumentPorts,
  workspace: string,
  page: Page,
): Promise<{ datasets: (Dataset & { name: string })[]; cursor: string | null }> {
  const { documents, cursor = null } = await ports.documents.list(workspace, "dataset", page);
  const datasets = documents.map((document) => ({ ...toDataset(document), name: document.id }));
  // Of one that was forgotten, or never loaded to its end, only who may write is known.
  return { datasets: datasets.filter(({ lastJob, records }) => lastJob !== null || records > 0), cursor };
}

/** @throws AppError not-found */
export async function requireDataset(ports: DocumentPorts, workspace: string, name: string): Promise<Dataset> {
  const stored = isDatasetName(name) ? await ports.documents.get({ workspace, kind: "dataset", id: name }) : null;
  if (stored) return toDataset(stored);
  throw new AppError("not-found", `There is no dataset “${name}”.`);
}

/** Loads that changed records, the newest first. */
export async function listImports(
  ports: DocumentPorts,
  workspace: string,
  page: Page,
): Promise<{ imports: (Import & { job: string })[]; cursor: string | null }> {
  const { documents, cursor = null } = await ports.documents.list(workspace, "import", { ...page, descending: true });
  return { imports: documents.map((document) => ({ ...toImport(document), job: document.id })), cursor };
}

/** @throws AppError not-found */
export async function getImport(ports: DocumentPorts, workspace: string, job: string): Promise<Import & { job: string }> {
  const stored = await ports.documents.get({ workspace, kind: "import", id: job });
  if (stored) return { ...toImport(stored), job };
  throw new AppError("not-found", "This job changed no records.");
}

/** The dataset's columns in order; none where it is not known. */
export async function columnsOf(ports: DocumentPorts, workspace: string, name: string): Promise<string[]> {
  const stored = isDatasetName(name) ? await ports.documents.get({ workspace, kind: "dataset", id: name }) : null;
  return stored ? toDataset(stored).columns : [];
}
