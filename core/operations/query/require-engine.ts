import { AppError } from "../../app-error.ts";
import type { Engine } from "../../ports/engine.ts";

/** @throws AppError unavailable: the run is where there is no engine, which is nobody's fault who asked for it */
export function requireEngine({ engine }: { engine?: Engine | undefined }): Engine {
  if (engine) return engine;
  throw new AppError("unavailable", "This needs the query engine, which is not here.");
}
