import type { Page } from "@playwright/test";
import { seriousViolations } from "./serious-violations.ts";
import { csvFile, drop, expect, jobLink, jobList, openJobs, start, test } from "./story.ts";

const rows = Array.from({ length: 60 }, (_, index) => {
  const amount = index === 7 ? "90000" : String(20 + (index % 20));
  return `${1000 + index},${index % 20 === 0 ? "" : "Köln"},${amount}`;
});
const orders = ["order_id,city,amount", ...rows, "2000,Bonn", ""].join("\r\n");

/** Leaves the page of a job that is done and was looked at. */
async function openLookedAt(page: Page, name: string): Promise<void> {
  await openJobs(page);
  await drop(page, [csvFile(name, orders)]);
  await page.getByRole("radio", { name: /set aside/i }).click();
  await start(page);
  await expect(jobList(page).getByText("Done").first()).toBeVisible();
  await jobLink(page, name).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await page.getByRole("tab", { name: "Profile" }).click();
  await expect(page.getByRole("list", { name: "Columns" })).toBeVisible({ timeout: 60_000 });
}

test("each number of the promise leads to its rows, and tabs are gone through by keyboard", async ({ page }) => {
  await openLookedAt(page, "promised.csv");

  await page.getByRole("region", { name: "Rows" }).getByRole("link", { name: "1 set aside" }).click();
  await expect(page.getByRole("tab", { name: /^Set aside/ })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("region", { name: "Rows" }).getByRole("link", { name: "61 in" }).click();
  await expect(page).toHaveURL(/tab=input/);

  await page.getByRole("tab", { name: "Input" }).focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("tab", { name: "Details" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Every step" })).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("tab", { name: /^Issues/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/line 62/i)).toBeVisible();

  await page.goBack();
  await expect(page.getByRole("tab", { name: "Details" })).toHaveAttribute("aria-selected", "true");
});

test("a link opens the profile of a column, whose chart can be read as a table", async ({ page }) => {
  await openLookedAt(page, "profiled.csv");
  await expect(page.getByText("order_id", { exact: true }).first()).toBeVisible();
  const address = new URL(page.url());
  address.searchParams.set("column", "amount");

  await page.goto(address.toString());

  const column = page.getByRole("region", { name: "Column amount" });
  await expect(column.getByText("Whole numbers")).toBeVisible();
  await expect(column.getByText("Half are up to")).toBeVisible();
  await expect(column.getByText("Far from the others")).toBeVisible();
  await column.getByRole("button", { name: "Show as table" }).click();
  await expect(column.getByRole("cell", { name: "90000" })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await column.getByRole("button", { name: "Close this column" }).click();
  await expect(column).toBeHidden();
  await page.getByRole("list", { name: "Columns" }).getByRole("link", { name: "city", exact: true }).click();
  await expect(page.getByRole("region", { name: "Column city" }).getByText("Köln").first()).toBeVisible();
});

test("all files are in a menu, which the keyboard opens", async ({ page }) => {
  await openLookedAt(page, "files.csv");

  await page.getByRole("button", { name: "Other files" }).focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "Files to download" });
  await expect(menu.getByRole("menuitem", { name: /report\.json/ })).toBeVisible();
  // The keyboard opens it at its first item; whoever goes on before is taken back there.
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  const downloading = page.waitForEvent("download");
  await menu.getByRole("menuitem", { name: /rejects\.ndjson/ }).press("Enter");

  expect((await downloading).suggestedFilename()).toContain("rejects");
});

test.describe("a job that is not there", () => {
  test.use({ expected: /404/ });

  test("says so, with the status that says so to programs", async ({ page }) => {
    const response = await page.goto("/jobs/nowhere");

    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is no such job" })).toBeVisible();
  });
});
