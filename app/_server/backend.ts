import { createHealthProbe } from "#aws/health-probe";
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
  made ??= { ports: createPorts(), probe: createProbe(), sessionSecret: sessionSecret(), socketUrl: socketUrl() };
  return made;
}

function createProbe(): HealthProbe {
  return createHealthProbe({
    buckets: [bucketName("uploads"), bucketName("results")],
    tables: [jobsTable(), connectionsTable()],
    queueUrls: [queueUrl("work"), queueUrl("notices")],
  });
}
