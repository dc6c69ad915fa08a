import { describe, expect, test } from "vitest";
import { comparePlans, describeChanges } from "./release-changes.ts";

const queue = (name: string, inputs: Record<string, unknown> = {}) => ({ type: "aws:sqs/queue:Queue", name, inputs });
const alarm = (name: string, threshold: number) => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name, inputs: { threshold } });

describe("what a release would change", () => {
  test("is nothing for the same plan in another order", () => {
    expect(comparePlans([queue("A"), alarm("B", 1)], [alarm("B", 1), queue("A")])).toEqual([]);
    expect(describeChanges([], "v1", "v2")).toContain("the same resources");
  });

  test("names what goes, what comes, and which inputs differ", () => {
    const before = [queue("Old"), alarm("Late", 1), queue("Work", { tags: { a: "1" }, retention: 4 })];
    const after = [queue("New"), alarm("Late", 1), queue("Work", { tags: { a: "2", b: "1" }, retention: 4 })];

    const changes = comparePlans(before, after);

    expect(changes.map(({ kind, name, inputs }) => [kind, name, inputs])).toEqual([
      ["remove", "Old", []],
      ["create", "New", []],
      ["change", "Work", ["tags.a", "tags.b"]],
    ]);
  });

  test("takes a resource of another type under the same name for another resource", () => {
    expect(comparePlans([queue("X")], [alarm("X", 1)]).map(({ kind }) => kind)).toEqual(["remove", "create"]);
  });

  test("leaves out what only the deploying machine does", () => {
    const build = (port: number) => ({ type: "command:local:Command", name: "WebBuilder", inputs: { environment: { port } } });
    expect(comparePlans([build(1)], [build(2)])).toEqual([]);
  });

  test("says first what holds data, and whether it would be left or lost", () => {
    const bucket = { type: "aws:s3/bucket:Bucket", name: "Uploads", inputs: {} };
    const described = describeChanges(comparePlans([bucket, queue("Work"), alarm("Late", 1)], []), "v1", "v2");

    expect(described).toContain("From v1 to v2: 3 to remove, 0 to create, 0 to change.");
    expect(described).toContain("> **Data:** Uploads (`aws:s3/bucket:Bucket`) would no longer belong to the stage.");
    expect(described).toContain("> **Data:** Work (`aws:sqs/queue:Queue`) would be deleted");
    expect(described).not.toContain("> **Data:** Late");
  });

  test("shortens long lists of inputs", () => {
    const many = (value: number) => queue("Work", Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((key) => [key, value])));
    expect(describeChanges(comparePlans([many(1)], [many(2)]), "v1", "v2")).toContain("`d` and 2 more");
  });
});
