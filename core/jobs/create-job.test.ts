import { describe, expect, it } from "vitest";
import type { CreateJobRequest } from "../api/requests.ts";
import { abortUpload } from "./abort-upload.ts";
import { cancelJob } from "./cancel-job.ts";
import { completeUpload } from "./complete-upload.ts";
import { createJob } from "./create-job.ts";
import { deleteJob } from "./delete-job.ts";
import { getJob } from "./get-job.ts";
import { listJobs } from "./list-jobs.ts";
import { signParts } from "./sign-parts.ts";
import { createMemoryPorts } from "./testing/memory-ports.ts";
import { later, sampleWorkspace as workspace } from "./testing/sample-job.ts";
import { partCountOf, partSizeOf } from "./upload-plan.ts";

function toRequest(patch: Partial<CreateJobRequest> = {}): CreateJobRequest {
  return { operation: "convert", params: { to: "json" }, files: [{ name: "a.csv", size: 100, type: "text/csv" }], ...patch };
}

const file = (size: number, patch = {}) => ({ name: "a.csv", size, type: "", ...patch });

describe("creating a job", () => {
  it("signs each file under a key of the job's own, whatever the file is called", async () => {
    const ports = createMemoryPorts();
    const files = [file(1, { name: "../../x%00<script>.csv" }), file(2, { name: "../../x%00<script>.csv", type: "text/csv" })];

    const { job, uploads } = await createJob(ports, { workspace, request: toRequest({ files }), guest: false });

    expect(job).toMatchObject({ status: "awaiting-upload", version: 1, onBadRow: "keep", pending: [] });
    expect(job.files.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
    expect(uploads).toEqual(
      [0, 1].map((n) => ({
        kind: "post",
        url: expect.any(String),
        fields: {
          key: `uploads/${workspace}/${job.id}/${n}`,
          "Content-Type": n === 0 ? "application/octet-stream" : "text/csv",
          "x-amz-meta-job": job.id,
        },
      })),
    );
    expect(ports.sent).toEqual([{ queue: "notices", body: expect.objectContaining({ workspace }) }]);
  });

  it.each([
    ["an operation there is not", toRequest({ operation: "explode" }), "unknown-operation"],
    ["parameters that are not right", toRequest({ params: { to: "exe" } }), "invalid-request"],
    ["a file too large", toRequest({ files: [file(1_000_000_001)] }), "file-too-large"],
    ["more files than it takes", toRequest({ files: Array.from({ length: 51 }, () => file(1)) }), "too-many-files"],
    ["a type that is no header", toRequest({ files: [file(1, { type: "text/csv\r\nx: y" })] }), "invalid-request"],
    [
      "names too long to carry about",
      toRequest({ files: Array.from({ length: 50 }, () => file(1, { name: "€".repeat(1000) })) }),
      "invalid-request",
    ],
  ])("refuses %s before anything is stored", async (_what, request, code) => {
    const ports = createMemoryPorts();

    await expect(createJob(ports, { workspace, request, guest: false })).rejects.toMatchObject({ code, retryable: false });

    expect(ports.jobs.all()).toEqual([]);
  });

  it("gives a guest bytes by the day and a number of unfinished jobs", async () => {
    const ports = createMemoryPorts({ guestBytesPerDay: 250, guestRunningJobs: 3 });
    const create = () => createJob(ports, { workspace, request: toRequest(), guest: true });

    const { job } = await create();
    await create();
    await expect(create()).rejects.toMatchObject({ code: "quota-exceeded", message: expect.stringContaining("250 B") });
    ports.time.now = later(86_400);
    await create();
    await expect(create()).rejects.toMatchObject({ code: "too-many-jobs", message: expect.stringContaining("3 jobs") });
    await cancelJob(ports, job);
    await create();
  });
});

describe("an idempotency key", () => {
  const idempotencyKey = "k1";

  it("answers the same request with the same job, however its members are ordered, and counts it once", async () => {
    const ports = createMemoryPorts({ guestBytesPerDay: 100 });
    const again: CreateJobRequest = {
      files: [{ type: "text/csv", size: 100, name: "a.csv" }],
      params: { to: "json" },
      operation: "convert",
    };

    const first = await createJob(ports, { workspace, request: toRequest(), guest: true, idempotencyKey });
    const second = await createJob(ports, { workspace, request: again, guest: true, idempotencyKey });

    expect(second.job.id).toBe(first.job.id);
    expect(second.uploads).toHaveLength(1);
    expect(ports.jobs.all()).toHaveLength(1);
  });

  it("of many requests at once makes one job", async () => {
    const ports = createMemoryPorts();

    const made = await Promise.all(
      Array.from({ length: 10 }, () => createJob(ports, { workspace, request: toRequest(), guest: false, idempotencyKey })),
    );

    expect(new Set(made.map(({ job }) => job.id)).size).toBe(1);
  });

  it("is refused for another request, and after its job was deleted", async () => {
    const ports = createMemoryPorts();
    const { job } = await createJob(ports, { workspace, request: toRequest(), guest: false, idempotencyKey });

    const other = createJob(ports, { workspace, request: toRequest({ onBadRow: "stop" }), guest: false, idempotencyKey });
    await expect(other).rejects.toMatchObject({ code: "idempotency-mismatch" });
    await deleteJob(ports, job);

    const same = createJob(ports, { workspace, request: toRequest(), guest: false, idempotencyKey });
    await expect(same).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("an upload in parts", () => {
  const mebibyte = 1024 * 1024;

  it.each([
    [1, 16],
    [100 * mebibyte, 16],
    [10_000 * 16 * mebibyte, 16],
    [10_000 * 16 * mebibyte + 1, 17],
    [5 * 1024 * 1024 * mebibyte, 525],
  ])("of %i bytes has parts of %i MiB, 10,000 at most", (bytes, expected) => {
    expect(partSizeOf(bytes)).toBe(expected * mebibyte);
    expect(partCountOf(bytes, partSizeOf(bytes))).toBeLessThanOrEqual(10_000);
  });

  async function begin() {
    const ports = createMemoryPorts({ multipartFromBytes: 20 * mebibyte });
    const request = toRequest({ files: [file(40 * mebibyte)] });
    const { job, uploads } = await createJob(ports, { workspace, request, guest: false });
    return { ports, job, uploads, ref: { workspace, id: job.id, n: 0 } };
  }

  it("signs parts again and again, says which are there, and gets more time as it goes on", async () => {
    const { ports, job, uploads, ref } = await begin();
    const [stored] = job.files;
    if (stored?.upload.kind === "multipart") ports.objects.putPart(stored.upload.uploadId, 1, new Uint8Array(16 * mebibyte));
    ports.time.now = later(3000);

    const answer = await signParts(ports, { ...ref, from: 2, count: 200 });

    expect(uploads).toEqual([{ kind: "multipart", partSize: 16 * mebibyte }]);
    expect(answer.parts.map(({ number }) => number)).toEqual([2, 3]);
    expect(answer.uploaded).toEqual([{ number: 1, etag: '"1"', size: 16 * mebibyte }]);
    expect((await getJob(ports, job)).uploadBy > job.uploadBy).toBe(true);
    await expect(signParts(ports, { ...ref, from: 4, count: 1 })).rejects.toMatchObject({ code: "invalid-request" });
    await expect(signParts(ports, { ...ref, n: 1, from: 1, count: 1 })).rejects.toMatchObject({ code: "not-found" });
    await expect(signParts(ports, { ...ref, workspace: `ws_${"1".repeat(26)}`, from: 1, count: 1 })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("may be completed again after it was, but not after it was given up", async () => {
    const { ports, ref } = await begin();
    await completeUpload(ports, { ...ref, parts: [{ number: 1, etag: "x" }] });
    await completeUpload(ports, { ...ref, parts: [{ number: 1, etag: "x" }] });

    const other = await begin();
    await abortUpload(other.ports, other.ref);
    await abortUpload(other.ports, other.ref);

    expect(await getJob(other.ports, other.job)).toMatchObject({ status: "cancelled" });
    expect(other.ports.objects.openUploads()).toBe(0);
    await expect(completeUpload(other.ports, { ...other.ref, parts: [] })).rejects.toMatchObject({ code: "wrong-state" });
  });
});

describe("the list", () => {
  it("answers every page with the time of the first, and refuses a cursor that is not its own", async () => {
    const ports = createMemoryPorts();
    for (let i = 0; i < 3; i++) {
      ports.time.now = later(i);
      await createJob(ports, { workspace, request: toRequest(), guest: false });
    }

    const first = await listJobs(ports, { workspace, limit: 2 });
    ports.time.now = later(60);
    const second = await listJobs(ports, { workspace, limit: 2, cursor: first.cursor ?? "" });

    expect(first.jobs).toHaveLength(2);
    expect(second).toMatchObject({ cursor: null, now: first.now });
    expect(second.jobs).toHaveLength(1);
    await expect(listJobs(ports, { workspace, limit: 2, cursor: "x" })).rejects.toMatchObject({ code: "invalid-request" });
  });
});
