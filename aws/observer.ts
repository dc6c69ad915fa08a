import { once } from "./once.ts";
import { createPowertoolsSink } from "./powertools-sink.ts";
import { createProcessObserver } from "./process-observer.ts";
import { stageName } from "./resources.ts";

/** The one of this process. */
export const observer = once(() => createProcessObserver(createPowertoolsSink({ stage: stageName() })));
