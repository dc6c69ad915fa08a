import type { CaseMeasurement, FunctionUse } from "./product-measurement.ts";

/** Notices of changes of a job: created, queued, running, succeeded. The others tell of progress, twice a second of a run. */
const changesOfJob = 4;

/** The same jobs, telling of their progress as often as runs of so many seconds do, not as often as on the machine that was measured on. */
export function atPace(measured: CaseMeasurement, runSeconds: number): CaseMeasurement {
  const { RunJob: run, Notify: notify } = measured.functions;
  if (!run || !notify || run.wallMs === 0) return measured;
  const changes = Math.min(notify.invocations, changesOfJob * measured.jobs);
  const told = (notify.invocations - changes) * ((1000 * runSeconds) / run.wallMs);
  const fewer = notify.invocations - changes - told;
  return {
    ...measured,
    functions: {
      ...measured.functions,
      Notify: scaleUse(notify, (changes + told) / notify.invocations),
      RunJob: { ...run, calls: { ...run.calls, "sqs.SendMessage": (run.calls["sqs.SendMessage"] ?? 0) - fewer } },
    },
    // Each batch of notices asks once who is connected.
    requestUnits: { ...measured.requestUnits, read: measured.requestUnits.read - fewer },
  };
}

function scaleUse(use: FunctionUse, factor: number): FunctionUse {
  return {
    ...use,
    invocations: use.invocations * factor,
    cpuMs: use.cpuMs * factor,
    logBytes: use.logBytes * factor,
    metricBytes: use.metricBytes * factor,
    calls: Object.fromEntries(Object.entries(use.calls).map(([call, count]) => [call, count * factor])),
  };
}
