import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fix } from "./fix.ts";
import { addFix, type FixHistory, noFixes, redoFix, undoFix } from "./fix-history.ts";
import { FixPlan } from "./fix-plan.ts";

const fixes: fc.Arbitrary<Fix> = fc.oneof(
  fc.record({
    kind: fc.constant("cell" as const),
    reject: fc.integer({ min: 0, max: 3 }),
    column: fc.integer({ min: 0, max: 1 }),
    value: fc.string({ maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant("fill" as const),
    group: fc.constantFrom("a", "b"),
    column: fc.integer({ min: 0, max: 1 }),
    value: fc.string({ maxLength: 3 }),
  }),
);
const histories: fc.Arbitrary<FixHistory> = fc.array(fixes, { maxLength: 8 }).map((all) => all.reduce(addFix, noFixes));
const plain = { cells: ["x", "y"], surplus: [], given: 2, touched: false };
const rowsOf = ({ done }: FixHistory) => {
  const plan = new FixPlan(done);
  return [0, 1, 2, 3].map((reject) => plan.apply(plain, { reject, group: reject < 2 ? "a" : "b" }));
};

describe("what was done about rejected rows", () => {
  it("is undone step by step, to the very rows there were before", () => {
    fc.assert(
      fc.property(histories, fixes, (history, fix) => {
        const before = { ...history, undone: [] };

        expect(rowsOf(undoFix(addFix(before, fix)))).toEqual(rowsOf(before));
      }),
    );
  });

  it("is the same after it was undone and done again", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 8 }), (history, count) => {
        const steps = Math.min(count, history.done.length);
        let moved = history;
        for (let step = 0; step < steps; step++) moved = undoFix(moved);
        for (let step = 0; step < steps; step++) moved = redoFix(moved);

        expect(moved).toEqual(history);
      }),
    );
  });

  it("cannot be done again once something else was done", () => {
    const [first, second]: Fix[] = [
      { kind: "pad", group: "a" },
      { kind: "cut", group: "a" },
    ];
    if (!first || !second) throw new Error("There are two.");

    expect(redoFix(addFix(undoFix(addFix(noFixes, first)), second)).done).toEqual([second]);
  });

  it("stays as it is where there is nothing to undo or to do again", () => {
    expect(undoFix(noFixes)).toBe(noFixes);
    expect(redoFix(noFixes)).toBe(noFixes);
  });

  it("happens in the order of the steps, whether they are of a cell or of a group", () => {
    const edit: Fix = { kind: "cell", reject: 0, column: 0, value: "edited" };
    const fill: Fix = { kind: "fill", group: "a", column: 0, value: "filled" };

    expect(new FixPlan([edit, fill]).apply(plain, { reject: 0, group: "a" }).cells[0]).toBe("filled");
    expect(new FixPlan([fill, edit]).apply(plain, { reject: 0, group: "a" }).cells[0]).toBe("edited");
    expect(new FixPlan([fill, edit]).apply(plain, { reject: 1, group: "a" }).cells[0]).toBe("filled");
    expect(new FixPlan([fill, edit]).apply(plain, { reject: 1, group: "b" })).toBe(plain);
  });
});
