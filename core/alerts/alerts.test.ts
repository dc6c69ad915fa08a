import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../app-error.ts";
import type { Job } from "../jobs/job.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleJob, sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { createWorkspaceId } from "../jobs/workspace-id.ts";
import { listDeliveries } from "../webhooks/deliveries.ts";
import { deliverySchema } from "../webhooks/delivery.ts";
import { createWebhook } from "../webhooks/manage-webhooks.ts";
import { type AlertEvent, alertEvents, eventsOf } from "./alert-event.ts";
import { toAlertMail } from "./alert-mail.ts";
import { putAlertSettings } from "./alert-settings.ts";
import { jobAlertSchema, toAlertMessage } from "./job-alert.ts";
import { tellAlert } from "./tell-alert.ts";

const siteUrl = "https://files.example.com";
const counts = (rejected: number, rows = 100) => ({ in: rows, out: rows - rejected, rejected, filtered: 0 });

function alertOf(job: Job) {
  return jobAlertSchema.parse(JSON.parse(JSON.stringify(toAlertMessage(job).body)));
}

const failedDrop = sampleJob("failed", { source: "drop", error: { code: "empty-file", message: "orders.csv is empty." } });
const lateSet = sampleJob("failed", {
  source: "drop",
  set: { rule: "daily", date: "20260301", revision: 1 },
  error: { code: "set-incomplete", message: "items_20260301.csv has not come by 09:00." },
});

describe("the end of a job", () => {
  it.each([
    [sampleJob("succeeded", { counts: counts(5) }), ["job.succeeded"]],
    [sampleJob("succeeded", { counts: counts(6) }), ["rejects.over-limit", "job.succeeded"]],
    [sampleJob("succeeded", { counts: counts(0, 0) }), ["job.succeeded"]],
    [failedDrop, ["job.failed"]],
    [lateSet, ["set.incomplete", "job.failed"]],
    [sampleJob("cancelled"), ["job.cancelled"]],
    [sampleJob("expired"), ["job.expired"]],
  ])("is these events, the gravest first (%#)", (job, events) => {
    expect(eventsOf(alertOf(job), { rejectPercent: 5 })).toEqual(events);
  });

  it.each<ErrorCode>(["stopped-at-bad-row", "missing-key-column", "internal", "query-failed"])(
    "says nothing that stood in a row, even where the failure %s does",
    (code) => {
      const job = sampleJob("failed", { source: "drop", error: { code, message: 'Line 4: "name" is "Grace Hopper".', line: 4 } });

      const alert = alertOf(job);
      const mail = toAlertMail(alert, ["job.failed"], { mail: "all", siteUrl });

      expect(JSON.stringify([alert, mail])).not.toContain("Grace");
      expect(mail?.body).toContain("line 4");
    },
  );
});

describe("a mail", () => {
  it("says what happened, with what, and where to look", () => {
    const mail = toAlertMail(alertOf(lateSet), ["set.incomplete", "job.failed"], { mail: "drops", siteUrl });

    expect(mail).toEqual({
      subject: "Files are missing: the set of 2026-03-01",
      body: [
        "items_20260301.csv has not come by 09:00.",
        "",
        `Job: ${lateSet.id}`,
        `Workspace: ${workspace}`,
        "Operation: convert",
        "Came by: the drops folder",
        "Set: daily, 2026-03-01",
        "Files: orders.csv",
        `Ended: ${lateSet.updatedAt}`,
        "",
        `${siteUrl}/jobs/${lateSet.id}`,
        "",
      ].join("\n"),
    });
  });

  it("speaks of rows that were set aside", () => {
    const job = sampleJob("succeeded", { source: "drop", counts: counts(120, 1600) });

    const mail = toAlertMail(alertOf(job), ["rejects.over-limit", "job.succeeded"], { mail: "drops", siteUrl: undefined });

    expect(mail?.subject).toBe("7 % of the rows set aside: orders.csv");
    expect(mail?.body).toMatch(/^120 of 1,600 rows were set aside, which is 7 %\. /);
  });

  it.each([
    ["drops", "web", null],
    ["none", "drop", null],
    ["all", "web", "Failed: orders.csv"],
    ["drops", "drop", "Failed: orders.csv"],
  ] as const)("of %s about a job by %s is %s", (mail, source, subject) => {
    const alert = alertOf({ ...failedDrop, source });

    expect(toAlertMail(alert, ["job.failed"], { mail, siteUrl })?.subject ?? null).toBe(subject);
  });

  it("is not written about what went well", () => {
    const alert = alertOf(sampleJob("succeeded", { source: "drop", counts: counts(0) }));

    expect(toAlertMail(alert, eventsOf(alert, { rejectPercent: 5 }), { mail: "all", siteUrl })).toBeNull();
  });

  it("has a subject that SNS takes, and lines of its own only, whatever files are called", () => {
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(name, fc.constantFrom<AlertEvent>("job.failed", "set.incomplete", "rejects.over-limit", "job.expired"), (file, event) => {
        const [first] = failedDrop.files;
        const job = {
          ...failedDrop,
          files: first ? [{ ...first, name: file }] : [],
          error: { code: "empty-file" as const, message: file },
        };

        const mail = toAlertMail(alertOf(job), [event], { mail: "all", siteUrl });

        expect(mail?.subject).toMatch(/^[A-Za-z0-9][\x20-\x7e]{0,98}$/);
        expect(mail?.body.split("\n").length).toBeLessThanOrEqual(11);
      }),
      { numRuns: 200 },
    );
  });
});

describe("who is told", () => {
  async function prepare(ports: MemoryPorts, events: AlertEvent[], enabled = true) {
    return (await createWebhook(ports, { workspace, wish: { url: "https://example.com/", events, enabled } })).webhook.id;
  }
  const eventsTold = async (ports: MemoryPorts, webhook: string) =>
    (await listDeliveries(ports, { workspace, webhook, limit: 9 })).deliveries.map(({ event }) => event).sort();

  it("is each webhook of the workspace that asked for it, once however often the alert comes, and the mailbox once", async () => {
    const ports = createMemoryPorts();
    const [all, few, off] = [
      await prepare(ports, [...alertEvents]),
      await prepare(ports, ["set.incomplete"]),
      await prepare(ports, [...alertEvents], false),
    ];
    const foreign = await createWebhook(ports, {
      workspace: createWorkspaceId(),
      wish: { url: "https://example.org/", events: [...alertEvents], enabled: true },
    });

    for (let time = 0; time < 3; time++) await tellAlert(ports, alertOf(lateSet));

    expect(await eventsTold(ports, all)).toEqual(["job.failed", "set.incomplete"]);
    expect(await eventsTold(ports, few)).toEqual(["set.incomplete"]);
    expect(await eventsTold(ports, off)).toEqual([]);
    expect(JSON.stringify(ports.sent)).not.toContain(foreign.webhook.id);
    expect(ports.mails).toHaveLength(1);
  });

  it("hears of another failure of the same job again", async () => {
    const ports = createMemoryPorts();
    const webhook = await prepare(ports, ["job.failed"]);

    await tellAlert(ports, alertOf(failedDrop));
    await tellAlert(ports, alertOf({ ...failedDrop, version: failedDrop.version + 4 }));

    expect(await eventsTold(ports, webhook)).toEqual(["job.failed", "job.failed"]);
    expect(ports.mails).toHaveLength(2);
  });

  it("is told what another system needs, and nothing that stood in a row", async () => {
    const ports = createMemoryPorts();
    const webhook = await prepare(ports, ["job.succeeded"]);
    const job = sampleJob("succeeded", { counts: counts(1), params: { secret: "cell" } });

    await tellAlert(ports, alertOf(job));

    const stored = await ports.documents.list(workspace, "delivery", { limit: 1, from: `${webhook}/` });
    const { body } = deliverySchema.parse(stored.documents[0]?.body);
    expect(JSON.parse(body)).toEqual({
      type: "job.succeeded",
      timestamp: job.updatedAt,
      data: {
        workspace,
        job: {
          id: job.id,
          version: 3,
          status: "succeeded",
          operation: "convert",
          source: "web",
          counts: counts(1),
          files: ["orders.csv"],
          fileCount: 1,
        },
      },
    });
  });

  it("is decided by the workspace", async () => {
    const ports = createMemoryPorts();
    const webhook = await prepare(ports, ["rejects.over-limit"]);
    const job = sampleJob("succeeded", { source: "drop", counts: counts(20) });

    await putAlertSettings(ports, { workspace, guest: false, settings: { rejectPercent: 25, mail: "drops" } });
    await tellAlert(ports, alertOf(job));

    expect(await eventsTold(ports, webhook)).toEqual([]);
    expect(ports.mails).toEqual([]);
  });

  it("is not the stage's mailbox for every job of a guest", async () => {
    const ports = createMemoryPorts();

    const put = putAlertSettings(ports, { workspace, guest: true, settings: { rejectPercent: 0, mail: "all" } });

    await expect(put).rejects.toMatchObject({ code: "not-allowed" });
  });
});
