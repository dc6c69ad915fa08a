import type { Instrumentation } from "next";

/** What fails while a page is made. Its address is told by the route's pattern: the rest of it may be a link that opens something. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath, routeType }) => {
  // Loaded when it is needed: Next loads this file at every start, before there is anything to say.
  const { observer } = await import("#aws/observer");
  // Next bundles this file apart from the routes, with an observer of its own.
  const log = observer().begin("Web");
  log.tell({ level: "error", message: "Page failed", facts: { method, path: routePath, route_type: routeType }, error });
  log.measure({ RequestsFailed: 1 });
};
