import { createHealthProbe } from "#aws/health-probe";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import {
  bucketName,
  connectionsTable,
  jobsTable,
  ledgerTable,
  queueUrl,
  recordsTable,
  sessionSecret,
  socketUrl,
  workspacesTable,
} from "#aws/resources";
import type { HealthProbe } from "#core/ports/health-probe";
import type { Ports } from "#core/ports/ports";

/** What the handlers and pages work with. */
export interface Backend {
  ports: Ports;
  probe: HealthProbe;
  sessionSecret: string;
  socketUrl: string;
}

let made: Backend | undefined;

/** Made at the first request, not at import: a build has no resources. */
export function backend(): Backend {
  made ??= make();
  return made;
}

function make(): Backend {
  observer().begin("Web");
  return { ports: createPorts(), probe: createProbe(), sessionSecret: sessionSecret(), socketUrl: socketUrl() };
}

function createProbe(): HealthProbe {
  const inOrder = Object.fromEntries(
    [jobsTable(), connectionsTable(), workspacesTable(), ledgerTable()].map((name) => [name, ["pk", "sk"]]),
  );
  const parts = {
    buckets: [bucketName("uploads"), bucketName("results"), bucketName("lake")],
    tables: { ...inOrder, [recordsTable()]: ["pk"] },
    queueUrls: (["work", "analysis", "queries", "notices", "alerts"] as const).map(queueUrl),
    sweepMarkTable: jobsTable(),
  };
  return createHealthProbe(parts, observer());
}
