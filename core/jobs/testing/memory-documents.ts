import type { DocumentRef, DocumentStore, StoredDocument } from "../../ports/document-store.ts";

export function createMemoryDocuments(): DocumentStore {
  const documents = new Map<string, StoredDocument>();
  const keyOf = ({ workspace, kind, id }: DocumentRef) => `${workspace}/${kind}#${id}`;
  const byId = (a: StoredDocument, b: StoredDocument) => (a.id < b.id ? -1 : 1);
  return {
    async get(ref) {
      return structuredClone(documents.get(keyOf(ref)) ?? null);
    },
    async put(document) {
      if ((documents.get(keyOf(document))?.version ?? 0) !== document.version - 1) return false;
      documents.set(keyOf(document), structuredClone(document));
      return true;
    },
    async list(workspace, kind, { limit, cursor, from = "", to, descending = false }) {
      const all = [...documents.values()]
        .filter((document) => document.workspace === workspace && document.kind === kind)
        .filter(({ id }) => id >= from && (to === undefined || id <= to))
        .sort(byId);
      const ordered = descending ? all.reverse() : all;
      const rest = cursor === undefined ? ordered : ordered.filter(({ id }) => (descending ? id < cursor : id > cursor));
      const page = structuredClone(rest.slice(0, limit));
      const last = page.at(-1);
      return rest.length > limit && last ? { documents: page, cursor: last.id } : { documents: page };
    },
    async listDue(now, limit, from = "") {
      const due = [...documents.values()].filter(({ dueAt }) => dueAt !== undefined && dueAt >= from && dueAt <= now);
      return structuredClone(due.sort((a, b) => ((a.dueAt ?? "") < (b.dueAt ?? "") ? -1 : 1)).slice(0, limit));
    },
    async remove(document) {
      if (documents.get(keyOf(document))?.version !== document.version) return false;
      return documents.delete(keyOf(document));
    },
  };
}
