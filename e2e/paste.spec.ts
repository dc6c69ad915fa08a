import type { Page } from "@playwright/test";
import { chooseFormat, downloadResult, expect, jobLink, openJobs, start, test, toast } from "./story.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Pastes as a person would who copied this text elsewhere. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("ControlOrMeta+v");
}

function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

const cells = ["id\tname\tnote\tbalance", '007\tMüller, Zoë\t"one\ntwo"\t-12.50', "8\t東京 😀\t=1+1\t3", ""].join("\n");
const asCsv = ["id,name,note,balance", '007,"Müller, Zoë","one\ntwo",-12.50', "8,東京 😀,=1+1,3", ""].join("\r\n");

test("a table copied from a spreadsheet is pasted, seen, converted and downloaded", async ({ page }) => {
  await openJobs(page);

  await paste(page, cells);
  await expect(page.getByRole("button", { name: "Leave out pasted.tsv" })).toBeVisible();
  await expect(page.getByRole("gridcell", { name: "Müller, Zoë" })).toBeVisible();
  await chooseFormat(page, "CSV");
  await start(page);
  await expect(toast(page, /pasted\.tsv is ready: 2 rows/)).toBeVisible();
  await jobLink(page, "pasted.tsv").click();
  const download = await downloadResult(page);

  expect(download.name).toBe("pasted.csv");
  expect(download.text).toBe(asCsv);
});

test("the rows of the preview are copied for a spreadsheet, as they are and as they will be", async ({ page }) => {
  await openJobs(page);
  await paste(page, cells);
  await chooseFormat(page, "TSV");

  await copyAll(page, "The first rows of the file");
  // A formula is marked as text, so that no spreadsheet runs what somebody sent.
  await expect.poll(() => clipboard(page)).toBe(cells.trimEnd().replace("=1+1", `"'=1+1"`));

  await page.getByRole("checkbox", { name: "Keep note" }).click();
  await page.getByRole("button", { name: "Move balance" }).press("ArrowLeft");
  await page.getByRole("tab", { name: "As it will be" }).click();
  await copyAll(page, "The first rows of the result");
  await expect.poll(() => clipboard(page)).toBe(["id\tname\tbalance", "007\tMüller, Zoë\t-12.50", "8\t東京 😀\t3"].join("\n"));
});

/** All cells of a grid, with the names of the columns. */
async function copyAll(page: Page, label: string): Promise<void> {
  await page.getByRole("grid", { name: label }).press("ControlOrMeta+a");
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("menuitem", { name: /^For a spreadsheet/ }).click();
}

test("what is pasted where one writes stays there, and a single value is no table", async ({ page }) => {
  await openJobs(page);
  const search = page.getByRole("searchbox");

  await search.focus();
  await paste(page, "id,name");
  await expect(search).toHaveValue("id,name");
  await search.fill("");
  await search.blur();
  await paste(page, "word");

  await expect(toast(page, /single value/)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
