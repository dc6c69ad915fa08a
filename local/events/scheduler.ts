import type { CronNode } from "../sst/graph.ts";

const msByUnit: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** "rate(5 minutes)" as milliseconds. */
export function parseRate(schedule: string): number {
  const [, count = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const interval = Number(count) * (msByUnit[unit] ?? Number.NaN);
  if (!(interval > 0)) throw new Error(`The schedule ${schedule} is not understood.`);
  return interval;
}

/** EventBridge Scheduler. The first run comes at once: this machine may have slept through many. */
export function startScheduler(crons: CronNode[], run: (cron: CronNode) => void): { close(): void } {
  const enabled = crons.filter((cron) => cron.enabled);
  const timers = enabled.map((cron) => setInterval(() => run(cron), parseRate(cron.schedule)));
  for (const cron of enabled) run(cron);
  return {
    close() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
