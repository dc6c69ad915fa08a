import type { Settings } from "../core/settings.ts";

const day = 86_400;
const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

interface Stage {
  settings: Settings;
  /** Objects, their older versions and their results are gone after this. */
  retentionDays: number;
  acceptTimeoutSeconds: number;
  runTimeoutSeconds: number;
  notifyTimeoutSeconds: number;
  /** Runs at the same time, over all jobs. */
  runConcurrency: number;
}

const production: Stage = {
  settings: {
    leaseSeconds: 120,
    heartbeatSeconds: 20,
    maxAttempts: 3,
    uploadLinkSeconds: 600,
    uploadWaitSeconds: 3600,
    downloadLinkSeconds: 300,
    ticketSeconds: 60,
    sessionSeconds: 7 * day,
    maxFileBytes: 10 * gibibyte,
    multipartFromBytes: 100_000_000,
    guests: false,
    guestBytesPerDay: 2 * gibibyte,
    guestRunningJobs: 10,
    requestsPerSecond: 50,
  },
  retentionDays: 30,
  acceptTimeoutSeconds: 30,
  runTimeoutSeconds: 900,
  notifyTimeoutSeconds: 30,
  runConcurrency: 50,
};

/** A developer's own stage, and one for each pull request. */
const development: Stage = {
  ...production,
  settings: { ...production.settings, guests: true },
  retentionDays: 7,
  runConcurrency: 10,
};

/** One person's machine: nothing to protect from its owner, and a restart should not be waited for. */
const laptop: Stage = {
  ...development,
  settings: {
    ...development.settings,
    leaseSeconds: 30,
    heartbeatSeconds: 5,
    guestBytesPerDay: 1024 * gibibyte,
    guestRunningJobs: 1000,
    requestsPerSecond: 500,
  },
  runConcurrency: 4,
};

/** Short clocks, so that what goes wrong goes wrong within a test. */
const test: Stage = {
  ...laptop,
  settings: {
    ...laptop.settings,
    leaseSeconds: 6,
    heartbeatSeconds: 1,
    uploadWaitSeconds: 5,
    ticketSeconds: 5,
    multipartFromBytes: 8 * mebibyte,
  },
  acceptTimeoutSeconds: 3,
  runTimeoutSeconds: 20,
  notifyTimeoutSeconds: 3,
};

function stageOf(name: string): Stage {
  if (name === "production") return production;
  if (name === "local") return laptop;
  return name.startsWith("test") ? test : development;
}

export const stage = stageOf($app.stage);
export const settings = new sst.Linkable("Settings", { properties: stage.settings });
