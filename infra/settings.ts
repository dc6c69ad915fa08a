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
  analyseTimeoutSeconds: number;
  queryTimeoutSeconds: number;
  alertTimeoutSeconds: number;
  /** Runs at the same time, over all jobs. */
  runConcurrency: number;
  analyseConcurrency: number;
  queryConcurrency: number;
  /** It lies in an AWS account, and the environment of who deploys has a say. */
  deployed: boolean;
  /** Data outlives the stage, and nothing is deleted by accident. */
  protected: boolean;
  logRetentionDays: 30 | 365;
}

/** What differs from account to account. The deployer's environment says it; docs/deploy.md lists the names. */
interface Account {
  /** The site's own domain, with a Route 53 zone in the account. */
  domain?: string;
  /** Who hears of alarms. */
  alarmEmail?: string;
  /** Who hears of failed drops, missed deadlines and too many rejects. */
  alertEmail?: string;
  partners: Partner[];
  /** Alarms and the dashboard exist. */
  watched: boolean;
  /** What the account may cost in a month before somebody is told. */
  monthlyBudgetDollars?: number;
  /** A customer's key for everything stored: one that the stage makes, or the arn of one that exists. */
  customerKey?: "create" | `arn:${string}`;
  /** Each consumer keeps its concurrency for itself. New accounts have too little to give away. */
  reserveConcurrency: boolean;
}

/** Somebody with an AWS account of their own, who puts files under a prefix of their own. */
interface Partner {
  /** Lower case, digits and dashes. */
  name: string;
  workspace: string;
  /** An account, a role or a user. */
  principal: string;
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
    ownerSessionSeconds: 30 * day,
    invitationSeconds: 900,
    setWaitSeconds: day,
    setCorrectionSeconds: 7 * day,
    querySeconds: 300,
    engineMemoryBytes: 2 * gibibyte,
    engineDiskBytes: 9 * gibibyte,
    athenaFromBytes: 4 * gibibyte,
    athenaBytesPerQuery: 100 * gibibyte,
    maxFileBytes: 10 * gibibyte,
    multipartFromBytes: 100_000_000,
    guests: false,
    guestBytesPerDay: 2 * gibibyte,
    guestRunningJobs: 10,
    requestsPerSecond: 50,
    webhookPauseSeconds: 5,
    webhooksToLoopback: false,
  },
  retentionDays: 30,
  acceptTimeoutSeconds: 30,
  runTimeoutSeconds: 900,
  notifyTimeoutSeconds: 30,
  analyseTimeoutSeconds: 900,
  // Longer than a user's query may take: what came of it is written, or why nothing did.
  queryTimeoutSeconds: 360,
  alertTimeoutSeconds: 60,
  runConcurrency: 50,
  analyseConcurrency: 10,
  queryConcurrency: 20,
  deployed: true,
  protected: true,
  logRetentionDays: 365,
};

/** A developer's own stage, and one for each pull request. */
const development: Stage = {
  ...production,
  settings: { ...production.settings, guests: true },
  retentionDays: 7,
  runConcurrency: 10,
  analyseConcurrency: 5,
  queryConcurrency: 5,
  protected: false,
  logRetentionDays: 30,
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
    webhooksToLoopback: true,
  },
  runConcurrency: 4,
  analyseConcurrency: 2,
  queryConcurrency: 2,
  deployed: false,
};

/** Short clocks, so that what goes wrong goes wrong within a test. */
const test: Stage = {
  ...laptop,
  settings: {
    ...laptop.settings,
    leaseSeconds: 6,
    heartbeatSeconds: 1,
    uploadWaitSeconds: 5,
    setWaitSeconds: 6,
    setCorrectionSeconds: 600,
    // Athena is asked again and again, on a machine that may be busy.
    querySeconds: 12,
    engineMemoryBytes: 512 * mebibyte,
    ticketSeconds: 5,
    multipartFromBytes: 8 * mebibyte,
    webhookPauseSeconds: 1,
  },
  acceptTimeoutSeconds: 3,
  runTimeoutSeconds: 20,
  notifyTimeoutSeconds: 3,
  analyseTimeoutSeconds: 30,
  queryTimeoutSeconds: 30,
  alertTimeoutSeconds: 20,
};

/** A test's stage that is closed to guests, as production is. */
const closedTest: Stage = { ...test, settings: { ...test.settings, guests: false } };

function stageOf(name: string): Stage {
  if (name === "production") return production;
  if (name === "local") return laptop;
  if (name === "test-closed") return closedTest;
  return name.startsWith("test") ? test : development;
}

export const stage = stageOf($app.stage);
// A set is run again with corrected files: those that it has must still be there.
if (stage.settings.setCorrectionSeconds > stage.retentionDays * day) throw new Error("A set outlives its files.");
export const account = readAccount();
export const settings = new sst.Linkable("Settings", {
  // Always there: SST writes sst-env.d.ts by what a stage has, and it shall not change with the domain.
  properties: {
    ...stage.settings,
    siteUrl: account.domain ? `https://${account.domain}` : "",
    mailsAlerts: account.alertEmail !== undefined,
  },
});

/** A preview shall not take production's domain, whatever the environment says. */
function readAccount(): Account {
  if (!stage.deployed) return { watched: false, reserveConcurrency: false, partners: [], alertEmail: "owner@sluice.localhost" };
  const alarmEmail = readVariable("SLUICE_ALARM_EMAIL", /^[^@\s]+@[^@\s]+$/, "an e-mail address");
  const customerKey = readVariable(
    "SLUICE_KMS_KEY",
    /^(create|arn:aws[\w-]*:kms:.+)$/,
    "create, or the arn of a KMS key",
  ) as Account["customerKey"];
  const alertEmail = readVariable("SLUICE_ALERT_EMAIL", /^[^@\s]+@[^@\s]+$/, "an e-mail address");
  const partners = readPartners(readVariable("SLUICE_PARTNERS", /^\S+$/, "name=workspace=principal, with commas between partners"));
  const anywhere = { alarmEmail, alertEmail, partners, customerKey, watched: stage.protected || alarmEmail !== undefined };
  if (!stage.protected) return { ...anywhere, reserveConcurrency: false };
  return {
    ...anywhere,
    domain: readVariable("SLUICE_DOMAIN", /^[\w-]+(\.[\w-]+)+$/, "a domain, such as files.example.com"),
    monthlyBudgetDollars: Number(readVariable("SLUICE_MONTHLY_BUDGET_DOLLARS", /^[1-9]\d*$/, "whole dollars") ?? 50),
    reserveConcurrency: readVariable("SLUICE_RESERVE_CONCURRENCY", /^[01]$/, "1 or 0") === "1",
  };
}

function readPartners(text = ""): Partner[] {
  return text.split(",").flatMap((part) => {
    if (part === "") return [];
    const [, name, workspace, principal] = /^([a-z0-9-]{1,32})=([\w-]+)=(\d{12}|arn:aws[\w-]*:iam::\d{12}:[\w+=,.@/-]+)$/.exec(part) ?? [];
    if (name && workspace && principal) return [{ name, workspace, principal }];
    throw new Error(`"${part}" in SLUICE_PARTNERS must be name=workspace=principal: an account's number, or the arn of a role or user.`);
  });
}

/** An empty variable is one that a workflow passed on without having it. */
function readVariable(name: string, pattern: RegExp, meaning: string): string | undefined {
  const value = process.env[name];
  if (!value) return undefined;
  if (!pattern.test(value)) throw new Error(`${name} is "${value}"; it must be ${meaning}.`);
  return value;
}
