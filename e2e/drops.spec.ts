import { expect, test } from "./story.ts";

const expectedBy = "2026-11-19T09:00:00.000Z";
const arrived = (name: string, arrivedAt: string) => ({ name, size: 1200, arrivedAt, key: `drops/ws/${name}` });
const pair = {
  ...{ id: "20261119~pair~1", rule: "pair", ruleVersion: 1, title: "A pair", date: "20261119", state: "incomplete" },
  ...{ expectedBy, closesAt: "2026-11-26T07:00:00.000Z" },
  slots: [
    {
      pattern: "left_{YYYYMMDD}.csv",
      name: "left_20261119.csv",
      state: "here",
      file: arrived("left_20261119.csv", "2026-11-19T07:00:00.000Z"),
    },
    { pattern: "right_{YYYYMMDD}.csv", name: "right_20261119.csv", state: "missing", file: null },
  ],
  revisions: [
    {
      ...{ revision: 1, kind: "incomplete", at: expectedBy, job: "0".repeat(26), status: "failed" },
      error: { code: "set-incomplete", message: "The set of 2026-11-19 is not complete: right_20261119.csv did not come in time." },
    },
  ],
};

test("a rule is made with a recipe, changed and deleted by keyboard", async ({ page }) => {
  await page.goto("/drops");
  const saved = await page.request.put("/api/recipes/tidy", { data: { operation: "convert", params: { to: "json" } } });
  expect(saved.ok()).toBe(true);
  const rules = page.getByRole("list", { name: "Rules" });
  await expect(rules).toContainText("customers_{YYYYMMDD}.csv");
  await expect(rules).toContainText("customer messages");
  await expect(page.getByText(/^drops\/ws_\w+\/$/)).toBeVisible();

  await page.getByRole("button", { name: "New rule" }).press("Enter");
  await page.getByRole("textbox", { name: "Files" }).fill("left_{YYYYMMDD}.csv\nright_{YYYYMMDD}.csv");
  await page.getByRole("combobox", { name: "What to do" }).selectOption("recipe:tidy");
  await page.getByRole("combobox", { name: "Expected" }).selectOption("daily");
  await page.getByRole("textbox", { name: "Time zone" }).fill("Europe/Berlin");
  await page.getByRole("textbox", { name: "Title" }).fill("A pair");
  await page.getByRole("textbox", { name: "Title" }).press("Enter");

  const rule = rules.getByRole("listitem").filter({ hasText: "left_{YYYYMMDD}.csv" });
  await expect(rule).toContainText("of one day");
  await expect(rule).toContainText("recipe “tidy”");
  await expect(rule).toContainText("by 09:00 (Europe/Berlin), every day");

  await page.getByRole("button", { name: "Edit the rule A pair" }).press("Enter");
  await page.getByRole("checkbox", { name: "On" }).press("Space");
  await page.getByRole("button", { name: "Save" }).press("Enter");
  await expect(rule).toContainText("Off");

  await page.getByRole("button", { name: "Edit the rule A pair" }).press("Enter");
  await page.getByRole("button", { name: "Delete" }).press("Enter");
  await expect(rules.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(rule).toContainText("Off");

  await page.getByRole("button", { name: "Edit the rule A pair" }).press("Enter");
  await page.getByRole("button", { name: "Delete" }).press("Enter");
  const deleted = page.waitForResponse((response) => response.request().method() === "DELETE");
  await page.getByRole("button", { name: "Dismiss" }).first().click();
  await deleted;
  await page.reload();
  await expect(rules.getByRole("listitem")).toHaveCount(1);
});

test.describe("a rule that is not right", () => {
  // The server says so.
  test.use({ expected: /400/ });

  test("says what is wrong with it where it is made", async ({ page }) => {
    await page.goto("/drops");
    await expect(page.getByRole("list", { name: "Rules" }).getByRole("listitem")).toHaveCount(1);
    await page.getByRole("button", { name: "New rule" }).click();
    await page.getByRole("textbox", { name: "Files" }).fill("left_{YYYYMMDD.csv");
    await page.getByRole("combobox", { name: "What to do" }).selectOption("operation:load");
    await page.getByRole("button", { name: "Save" }).click();

    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("left_{YYYYMMDD.csv");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "New rule" })).toBeFocused();
  });
});

test("a day shows its files as dots, and opens its set", async ({ page }) => {
  await page.route(/\/api\/sets\?/, (route) => route.fulfill({ json: { sets: [pair], cursor: null } }));
  await page.goto("/drops?day=20261118");

  await page.getByRole("button", { name: "19 November 2026: A pair: left_20261119.csv here, right_20261119.csv missing" }).click();

  const set = page.getByRole("article").filter({ hasText: "A pair" });
  await expect(set).toContainText("Incomplete");
  await expect(set.getByText("right_20261119.csv", { exact: true })).toBeVisible();
  await expect(set.getByRole("list", { name: "Deliveries" })).toContainText("right_20261119.csv did not come in time");
  await expect(page).toHaveURL(/day=20261119/);
});

test("arrows go from day to day, and into the next month", async ({ page }) => {
  await page.goto("/drops?day=20261130");

  await page.getByRole("button", { name: /30 November 2026/ }).press("ArrowRight");

  await expect(page.getByRole("button", { name: "Tue, 1 December 2026" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "December 2026", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/day=20261201/);
});
