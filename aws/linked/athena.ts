import type { ObjectStore } from "#core/ports/object-store";
import type { QueryEngine } from "#core/ports/query-engine";
import { createAthenaClient, createAthenaEngine } from "../athena-engine.ts";
import { catalogue } from "../resources.ts";

export function openAthena(ports: { objects: ObjectStore }): QueryEngine {
  return createAthenaEngine({ client: createAthenaClient(), ...catalogue(), objects: ports.objects });
}
