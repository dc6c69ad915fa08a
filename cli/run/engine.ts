import type { Engine } from "#core/ports/engine";

/** The database, which is loaded when a file or a query needs it. */
export const engine: Engine = {
  async open(signal) {
    const { createEngine } = await import("#engine/create-engine");
    return await createEngine().open(signal);
  },
};
