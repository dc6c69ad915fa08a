import { describe, expect, it } from "vitest";
import { sampleJobSummary } from "../testing/sample-job-summary.ts";
import { jobTabs, openTab } from "./job-tabs.ts";

const counts = { in: 3, out: 2, rejected: 1, filtered: 0 };
const ids = (job: Parameters<typeof jobTabs>[0]) => jobTabs(job).map(({ id }) => id);

describe("the tabs of a job", () => {
  it("begin with the output once it is there, and stay while the job is analysed", () => {
    const done = sampleJobSummary({ status: "succeeded", analysis: "pending", counts });

    expect(ids(done)).toEqual(["output", "input", "aside", "profile", "issues", "details"]);
    expect(ids({ ...done, analysis: "done" })).toEqual(ids(done));
  });

  it("leave out what there is not", () => {
    const clean = sampleJobSummary({ status: "succeeded", analysis: "none", counts: { ...counts, out: 3, rejected: 0 } });

    expect(ids(clean)).toEqual(["output", "issues", "details"]);
  });

  it("begin with what went wrong where a job failed and something was found", () => {
    const findings = { error: 1, warning: 0, notice: 0 };

    expect(ids(sampleJobSummary({ status: "failed", findings }))).toEqual(["issues", "details"]);
    expect(ids(sampleJobSummary({ status: "running", findings }))).toEqual(["details", "issues"]);
  });

  it("say how many rows were set aside and how much was found", () => {
    const findings = { error: 1_000, warning: 2, notice: 3 };
    const notes = jobTabs(sampleJobSummary({ status: "succeeded", counts, findings })).map(({ note }) => note);

    expect(notes).toContain("1");
    expect(notes).toContain("1,005");
  });

  it("open where a link says so, if the job has that", () => {
    const tabs = jobTabs(sampleJobSummary({ status: "succeeded", analysis: "done", counts }));

    expect(openTab(tabs, "profile")).toBe("profile");
    expect(openTab(tabs, "nowhere")).toBe("output");
    expect(openTab(tabs, null)).toBe("output");
  });
});
