import { expect, it } from "vitest";
import { runOperation } from "../testing/run-operation.ts";
import { validate } from "../validate.ts";

it("a pattern takes linear time, whatever it is held against", async () => {
  const files = [{ name: "f.csv", content: `id,x\n1,${"a".repeat(50_000)}!\n2,aé\n` }];

  const result = await runOperation(validate, { files, params: { schema: { columns: [{ name: "x", pattern: "(a+)+é?" }] } } });
  const { counts, issues } = await result.running;

  expect(counts).toMatchObject({ in: 2, out: 1, rejected: 1 });
  expect(issues).toMatchObject([{ code: "bad-pattern", count: 1, first: [{ line: 2 }] }]);
});
