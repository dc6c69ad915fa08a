import { createHealthProbe } from "#aws/health-probe";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { bucketName, connectionsTable, jobsTable, queueUrl, sessionSecret, socketUrl } from "#aws/resources";
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
  const parts = {
    buckets: [bucketName("uploads"), bucketName("results")],
    tables: [jobsTable(), connectionsTable()],
    queueUrls: [queueUrl("work"), queueUrl("notices")],
    sweepMarkTable: jobsTable(),
  };
  return createHealthProbe(parts, observer());
}
