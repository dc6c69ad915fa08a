import fc from "fast-check";

/** Properties draw the same examples in every run, so that a gate fails for what changed; PROPERTY_SEED draws others. */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_121) });
