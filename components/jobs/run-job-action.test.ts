import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobSummary } from "#core/jobs/job-view";
import { jobsStore } from "../realtime/jobs-store.ts";
import { sampleJobSummary } from "../testing/sample-job-summary.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { uploadsStore } from "../upload/uploads-store.ts";
import { analyseAgain, cancelUpload, runJobAction } from "./run-job-action.ts";

const awaiting: JobSummary = { ...sampleJobSummary(), status: "awaiting-upload" };
const queued: JobSummary = { ...awaiting, status: "queued", version: awaiting.version + 1 };
const cancelled: JobSummary = { ...queued, status: "cancelled", version: queued.version + 1 };

/** A server that has seen all of the file already, while the page still waits for the answer that says so. */
function serve(cancel: () => Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, { method = "GET", signal }: RequestInit = {}) => {
    if (path.includes("/parts")) return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    if (path === "/api/jobs") return Response.json({ job: awaiting, uploads: [{ kind: "multipart", partSize: 8_388_608 }] });
    asked.push(`${method} ${path}`);
    return cancel();
  });
  return asked;
}

async function beginUpload() {
  const request = { operation: "convert", params: {}, files: [] };
  uploadsStore.add([{ key: "wish", files: [new File(["id\r\n1\r\n"], "orders.csv")], request }]);
  return vi.waitFor(() => {
    const upload = uploadsStore.getUploads()[0];
    if (upload?.jobId == null) throw new Error("no job yet");
    return upload;
  });
}

describe("cancel, while the file is on its way", () => {
  beforeEach(() => {
    const stored = new Map<string, string>();
    const localStorage = {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, text: string) => stored.set(name, text),
    };
    vi.stubGlobal("localStorage", localStorage);
  });
  afterEach(() => vi.unstubAllGlobals());

  it("ends the job also where all of the file has just arrived", async () => {
    const asked = serve(() => Response.json({ job: cancelled }));
    await beginUpload();
    jobsStore.hear([queued]);

    await runJobAction("cancel", queued);

    expect(asked).toEqual([`POST /api/jobs/${queued.id}/cancel`]);
    expect(uploadsStore.getUploads()).toEqual([]);
    expect(jobsStore.getState().jobs.get(queued.id)).toMatchObject({ status: "cancelled" });
  });

  it("says why where the server refuses", async () => {
    const problem = { type: "about:blank", title: "Wrong state", status: 409, code: "wrong-state", detail: "This job has ended." };
    serve(() => Response.json(problem, { status: 409, headers: { "content-type": "application/problem+json" } }));
    const upload = await beginUpload();

    await cancelUpload(upload);

    expect(toastsStore.getToasts().map((toast) => toast.line)).toEqual([expect.stringContaining("This job has ended.")]);
  });
});

describe("try again, where a job's tables could not be made", () => {
  afterEach(() => vi.unstubAllGlobals());
  const analysisError = { code: "unavailable", message: "The engine could not be started." } as const;
  const failed = sampleJobSummary({ id: "looked-at", status: "succeeded", analysis: "failed", analysisError });
  const pending: JobSummary = { ...failed, version: failed.version + 1, analysis: "pending", analysisError: null };
  const shown = () => jobsStore.getState().jobs.get(failed.id);

  it("shows at once that they are waited for, and asks the server for them", async () => {
    const asked = serve(() => Response.json({ job: pending }));
    jobsStore.hear([failed]);

    const trying = analyseAgain(failed.id);

    expect(shown()).toMatchObject({ analysis: "pending", analysisError: null });
    await trying;
    expect(asked).toEqual([`POST /api/jobs/${failed.id}/analyse`]);
    expect(shown()).toEqual(pending);
  });

  it("takes that back where the server refuses, and says why", async () => {
    const problem = { type: "about:blank", title: "Unavailable", status: 503, code: "unavailable", detail: "The queue is down." };
    serve(() => Response.json(problem, { status: 503, headers: { "content-type": "application/problem+json" } }));
    const again: JobSummary = { ...failed, version: pending.version + 1 };
    jobsStore.hear([again]);

    await analyseAgain(failed.id);

    expect(shown()).toEqual(again);
    expect(toastsStore.getToasts().map((toast) => toast.line)).toContainEqual(expect.stringContaining("The queue is down."));
  });

  it("shows what the server answers also where nothing came of it", async () => {
    const same: JobSummary = { ...failed, version: pending.version + 2 };
    serve(() => Response.json({ job: same }));
    jobsStore.hear([same]);

    await analyseAgain(failed.id);

    expect(shown()).toEqual(same);
  });
});
