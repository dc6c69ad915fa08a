import { describe, expect, it } from "vitest";
import { sampleJob, sampleWorkspace } from "../jobs/testing/sample-job.ts";
import { toJobView } from "../jobs/to-job-view.ts";
import { readLetter } from "./letter-content.ts";

const job = sampleJob("failed");
const workspace = sampleWorkspace;
const other = `ws_${"1".repeat(26)}`;

function uploaded(...keys: string[]): string {
  return JSON.stringify({
    Records: keys.map((key) => ({ eventName: "ObjectCreated:Put", s3: { object: { key, versionId: "v1", sequencer: "0A" } } })),
  });
}

describe("what a dead letter is about, and whose it is", () => {
  it.each([
    ["work", { workspace, job: job.id }, { kind: "run", workspace, job: job.id }],
    ["analysis", { workspace, job: job.id }, { kind: "run", workspace, job: job.id }],
    ["analysis", { workspace, job: job.id, analyse: 1 }, { kind: "analysis", workspace, job: job.id }],
    ["notices", { workspace, message: { v: 1, type: "job", job: toJobView(job) } }, { kind: "notice", workspace, job: job.id }],
    ["notices", { workspace, message: { v: 1, type: "progress", id: job.id } }, { kind: "notice", workspace, job: job.id }],
    ["alerts", { type: "job", workspace, job: job.id, version: 3 }, { kind: "alert", workspace, job: job.id }],
    ["alerts", { type: "delivery", workspace, webhook: "w", id: "d" }, { kind: "delivery", workspace, webhook: "w", id: "d" }],
  ] as const)("is read from %s: %j", (queue, body, content) => {
    expect(readLetter({ queue, body: JSON.stringify(body) })).toEqual(content);
  });

  it("is read from the key of an object, decoded once", () => {
    const upload = `uploads/${workspace}/${job.id}/2`;
    expect(readLetter({ queue: "upload-events", body: uploaded(upload) })).toEqual({
      ...{ kind: "upload", workspace, job: job.id, n: 2, key: upload, versionId: "v1" },
    });
    expect(readLetter({ queue: "upload-events", body: uploaded(`drops/${workspace}/in/day+1%2B2/%C3%BC.csv`) })).toEqual({
      ...{ kind: "drop", workspace, name: "ü.csv", key: `drops/${workspace}/in/day 1+2/ü.csv`, versionId: "v1" },
    });
  });

  it.each([
    ["work", "nonsense"],
    ["work", JSON.stringify({ job: job.id })],
    ["alerts", JSON.stringify({ type: "other", workspace })],
    ["notices", JSON.stringify({ workspace })],
    ["upload-events", '{"Event":"s3:TestEvent"}'],
    ["upload-events", uploaded("elsewhere/x")],
    ["upload-events", uploaded(`drops/${workspace}/in/%E0%A4.csv`)],
    ["upload-events", uploaded(`drops/${workspace}/a.csv`, `drops/${other}/b.csv`)],
    ["upload-events", uploaded(`drops/${workspace}/a.csv`, "elsewhere/x")],
  ] as const)("is nobody's where it belongs to none or to several: %s %s", (queue, body) => {
    expect(readLetter({ queue, body })).toBeNull();
  });
});
