import { NotFoundPanel } from "../frame/not-found-panel.tsx";

export function NoSuchJob() {
  return <NotFoundPanel title="There is no such job">It may have been deleted, or belong to another workspace.</NotFoundPanel>;
}
