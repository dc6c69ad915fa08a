import { UnreadablePanel } from "../ui/unreadable-panel.tsx";

/** Stands where a part of the page could not be read. */
export function PartFault({ title, query }: { title: string; query: { error: unknown; refetch: () => unknown } }) {
  return <UnreadablePanel title={title} error={query.error} onRetry={query.refetch} />;
}
