import { describe, expect, it } from "vitest";
import { sampleJobSummary } from "../testing/sample-job-summary.ts";
import { JobsStore } from "./jobs-store.ts";

const failed = sampleJobSummary({ id: "a", status: "failed", version: 4 });
const storeWith = (job = failed) => {
  const store = new JobsStore();
  store.load([job]);
  return store;
};

describe("a job of which something was asked", () => {
  it("is shown as it will be, until the server says how it is", () => {
    const store = storeWith();

    store.expect("a", { status: "queued" });
    expect(store.getState().jobs.get("a")?.status).toBe("queued");
    store.hear([{ ...failed, status: "running", version: 5 }]);

    expect(store.getState().jobs.get("a")?.status).toBe("running");
  });

  it("is what it was when the server refused, but for what it said meanwhile", () => {
    const refused = storeWith();
    refused.expect("a", { status: "queued" })();
    expect(refused.getState().jobs.get("a")).toBe(failed);

    const changed = storeWith();
    const takeBack = changed.expect("a", { status: "queued" });
    changed.hear([{ ...failed, status: "cancelled", version: 5 }]);
    takeBack();
    expect(changed.getState().jobs.get("a")?.status).toBe("cancelled");
  });

  it("tells nobody that it ended because its request was taken back", () => {
    const store = storeWith();
    const ended: string[] = [];
    store.onFinished((job) => ended.push(job.id));

    store.expect("a", { status: "queued" })();
    store.load([failed]);

    expect(ended).toEqual([]);
  });
});
