import { describe, expect, it } from "vitest";
import { createDropJobId, createJobId, isJobId } from "./job-id.ts";
import { parseUploadKey, resultKey, uploadKey } from "./object-keys.ts";
import { createWorkspaceId, isWorkspaceId } from "./workspace-id.ts";

const workspace = createWorkspaceId();
const job = createJobId(new Date());

describe("keys", () => {
  it("name the job's file and are read back", () => {
    expect(parseUploadKey(uploadKey({ workspace, job, n: 12 }))).toEqual({ kind: "upload", workspace, job, n: 12 });
  });

  it("name a drop by its last segment, whatever it contains", () => {
    expect(parseUploadKey(`drops/${workspace}/in/a b+%2F<x>.csv`)).toEqual({ kind: "drop", workspace, name: "a b+%2F<x>.csv" });
  });

  it.each([
    `uploads/${workspace}/${job}/x`,
    `uploads/${workspace}/${job}/1/2`,
    `uploads/${workspace}/../1`,
    `uploads/ws_short/${job}/1`,
    `drops/${workspace}/`,
    `drops/${workspace}`,
    "drops//x",
    "",
    "else",
  ])("that are nobody's (%s) are unknown", (key) => {
    expect(parseUploadKey(key)).toEqual({ kind: "unknown" });
  });

  it("hold a result's name as data, not as a path", () => {
    expect(resultKey({ workspace, job, attempt: 2, name: "../../x.json" })).toBe(`results/${workspace}/${job}/2/..%2F..%2Fx.json`);
  });
});

describe("ids", () => {
  it("sort by time and look like ids", () => {
    const ids = [1, 1_000_000_000_000, 1_772_000_000_000, 1_772_000_000_001].map((ms) => createJobId(new Date(ms)));

    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every(isJobId)).toBe(true);
    expect(isWorkspaceId(workspace)).toBe(true);
  });

  it("of a drop are the same for the same version and differ for another", async () => {
    const object = { key: `drops/${workspace}/a.csv`, versionId: "v1", lastModified: "2026-03-01T10:00:00.000Z" };

    const ids = await Promise.all([createDropJobId(object), createDropJobId(object), createDropJobId({ ...object, versionId: "v2" })]);

    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
    expect(ids.every(isJobId)).toBe(true);
  });
});
