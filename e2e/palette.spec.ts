import type { Locator, Page } from "@playwright/test";
import { csvFile, drop, expect, jobLink, jobList, openJobs, start, startButton, test } from "./story.ts";

const palette = (page: Page): Locator => page.getByRole("dialog", { name: "Commands" });
const command = (page: Page, name: string | RegExp): Locator => palette(page).getByRole("option", { name }).first();

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
}

async function take(page: Page, typed: string): Promise<void> {
  await openPalette(page);
  await page.keyboard.type(typed);
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
}

test("every page and action is reached by typing a part of its name, and what was taken lately stands first", async ({ page }) => {
  await openJobs(page);
  await take(page, "operations");
  await expect(page.getByRole("heading", { name: "Operations", level: 1 })).toBeVisible();
  await take(page, "new ru");
  // That is on another page.
  await expect(page).toHaveURL(/\?q=new\+ru$/);

  await openPalette(page);
  const lately = palette(page).getByRole("group", { name: "Lately" });
  await expect(lately.getByRole("option", { name: "Operations" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();

  await take(page, "drops");
  await expect(page.getByRole("button", { name: "New rule" })).toBeVisible();
  await take(page, "new ru");
  await expect(page.getByRole("dialog", { name: "New rule" }).getByRole("textbox", { name: "Files" })).toBeFocused();
});

test("a sample is opened, started from over the composer, and what its job offers is in the palette", async ({ page }) => {
  await openJobs(page);
  await take(page, "clean one");
  await expect(startButton(page)).toBeEnabled();

  await openPalette(page);
  await expect(command(page, "Records")).toBeHidden();
  await command(page, "Start").click();
  await expect(jobList(page).getByText("Done").first()).toBeVisible();
  await take(page, "customers.csv");
  await expect(page.getByRole("heading", { name: "customers.csv" })).toBeVisible();
  const details = page.getByRole("tab", { name: "Details" });
  await expect(details).toHaveAttribute("aria-selected", "false");

  await take(page, "see details");
  await expect(details).toHaveAttribute("aria-selected", "true");
  const downloading = page.waitForEvent("download");
  await take(page, "download report");
  expect((await downloading).suggestedFilename()).toBe("customers.report.json");
});

test("a recipe opens the composer with its settings", async ({ page }) => {
  await openJobs(page);
  const saved = await page.request.put("/api/recipes/to-json", { data: { operation: "convert", params: { to: "json" } } });
  expect(saved.ok()).toBe(true);

  await openPalette(page);
  await page.keyboard.type("recipe to-json");
  await expect(command(page, "Use the recipe to-json")).toBeVisible();
  await page.keyboard.press("Enter");
  await drop(page, [csvFile("any.csv", "id\r\n1\r\n")]);

  await expect(page.getByRole("radio", { name: "JSON", exact: true })).toBeChecked();
});

test("a link to a job that is pasted into the palette opens it", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("linked.csv", "id\r\n1\r\n")]);
  await expect(startButton(page)).toBeEnabled();
  await start(page);
  await expect(jobList(page).getByText("Done").first()).toBeVisible();
  const path = await jobLink(page, "linked.csv").getAttribute("href");

  await take(page, new URL(path ?? "", page.url()).href);

  await expect(page.getByRole("heading", { name: "linked.csv" })).toBeVisible();
});
