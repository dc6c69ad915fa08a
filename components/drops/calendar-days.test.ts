import { describe, expect, it } from "vitest";
import type { SetView } from "#core/drops/set-view";
import { addMonths, toDays, weeksOf } from "./calendar-days.ts";

describe("a month", () => {
  it.each([
    ["202611", "20261026", "20261206", 6],
    ["202702", "20270201", "20270228", 4],
    ["202602", "20260126", "20260301", 5],
  ])("%s is shown from %s to %s in %d weeks", (month, first, last, count) => {
    const weeks = weeksOf(month);

    expect([weeks[0]?.[0], weeks.at(-1)?.at(-1), weeks.length]).toEqual([first, last, count]);
  });

  it("is followed by the next, over years", () => {
    expect([addMonths("202612", 1), addMonths("202601", -1)]).toEqual(["202701", "202512"]);
  });
});

describe("a day", () => {
  const deadline = { time: "09:00", zone: "UTC", daysLater: 0, days: "weekdays" } as const;
  const rule = { id: "r", title: "Pair", enabled: true, files: ["a", "b"], deadline };
  const set: SetView = {
    ...{ id: "s", rule: "r", ruleVersion: 1, title: "Pair", date: "20261120", state: "done", closesAt: null },
    ...{ expectedBy: "2026-11-20T09:00:00.000Z", slots: [], revisions: [] },
  };

  it("shows its sets, and from today on what is expected and has not come", () => {
    const days = toDays([set], [rule], ["20261119", "20261120", "20261121", "20261123"], "20261120");

    expect([...days].map(([date, sets]) => [date, sets.map(({ state }) => state)])).toEqual([
      ["20261119", []],
      ["20261120", ["done"]],
      // A Saturday.
      ["20261121", []],
      ["20261123", ["waiting"]],
    ]);
  });

  it("expects nothing of a rule that is off", () => {
    expect(toDays([], [{ ...rule, enabled: false }], ["20261123"], "20261120").get("20261123")).toEqual([]);
  });
});
