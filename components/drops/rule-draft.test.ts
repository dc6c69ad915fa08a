import { describe, expect, it } from "vitest";
import type { RuleView } from "#core/api/drops-api";
import { ruleRequestSchema } from "#core/api/drops-api";
import { deadlineWords, taskWords } from "./drop-words.ts";
import { toContent, toDraft } from "./rule-draft.ts";

const rule: RuleView = {
  ...{ id: "r", version: 1, builtIn: false, title: "A pair", enabled: true, files: ["a_{YYYYMMDD}", "b_{YYYYMMDD}"] },
  ...{ operation: "convert", recipe: null, params: { to: "json" }, onBadRow: "stop", waitSeconds: 5400, correctionSeconds: 5400 },
  ...{ deadline: null, createdAt: "2026-11-20T09:00:00.000Z", updatedAt: "2026-11-20T09:00:00.000Z" },
};
const daily = { time: "07:30", zone: "Europe/Berlin", daysLater: 1, days: "weekdays" } as const;

describe("a rule that is opened and saved", () => {
  it.each([
    ["with parameters", rule],
    ["with a recipe", { ...rule, operation: null, recipe: "tidy@2", params: {}, onBadRow: null }],
    ["with a deadline", { ...rule, waitSeconds: null, deadline: daily }],
    ["that is off", { ...rule, enabled: false }],
  ])("%s stays what it was", (_, before) => {
    const { id: _id, version: _version, builtIn: _builtIn, createdAt: _created, updatedAt: _updated, ...content } = before;

    expect(ruleRequestSchema.parse(toContent(toDraft(before, "UTC"), before))).toEqual(content);
  });

  it("is named by its files where it has no title", () => {
    const draft = { ...toDraft(null, "UTC"), files: " a.csv \n\n b.csv", task: "recipe:tidy" };

    expect(toContent(draft, null)).toMatchObject({ title: "a.csv, b.csv", files: ["a.csv", "b.csv"], recipe: "tidy", operation: null });
  });
});

describe("a rule in words", () => {
  it.each([
    [{ ...rule, deadline: daily }, "by 07:30 of the next day (Europe/Berlin), Monday to Friday"],
    [{ ...rule, waitSeconds: 7200 }, "within 2 hours of the first"],
    [rule, "within 90 minutes of the first"],
    [{ ...rule, waitSeconds: null }, ""],
    [{ ...rule, files: ["a"] }, ""],
  ])("says how long files may take", (said, words) => {
    expect(deadlineWords(said)).toBe(words);
  });

  it("says what is done", () => {
    expect(taskWords(rule)).toBe("JSON");
    expect(taskWords({ ...rule, operation: "customer-messages" })).toBe("customer messages");
    expect(taskWords({ ...rule, operation: null, recipe: "tidy@2" })).toBe("recipe “tidy”, version 2");
    expect(taskWords({ ...rule, operation: null, recipe: "tidy" })).toBe("recipe “tidy”");
  });
});
