import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { csvFile, downloadResult, drop, expect, jobLink, openJobs, start, test, toast } from "./story.ts";
import { type SheetInput, workbookOf } from "./workbook-of.ts";

function workbook(name: string, sheets: SheetInput[]) {
  return {
    name,
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: workbookOf(sheets),
  };
}

async function chooseSheet(page: Page, sheet: string): Promise<void> {
  await page.getByRole("button", { name: /^Sheet: / }).click();
  await page
    .getByRole("dialog", { name: "Sheet" })
    .getByRole("radio", { name: new RegExp(sheet) })
    .click();
}

test("of a workbook with two sheets the second is picked, seen and converted", async ({ page }) => {
  await openJobs(page);
  await drop(page, [
    workbook("book.xlsx", [
      { name: "Notes", rows: [["note"], ["nothing to see"]] },
      {
        name: "Orders",
        rows: [
          ["id", "city"],
          ["007", "Bergen, West"],
          ["008", "Oslo"],
        ],
      },
    ]),
  ]);

  await expect(page.getByRole("gridcell", { name: "nothing to see" })).toBeVisible();
  await chooseSheet(page, "Orders");
  await expect(page.getByRole("gridcell", { name: "Bergen, West" })).toBeVisible();
  await page.getByRole("radio", { name: "CSV", exact: true }).click();
  await start(page);
  await expect(toast(page, /book\.xlsx is ready: 2 rows/)).toBeVisible();
  await jobLink(page, "book.xlsx").click();

  expect((await downloadResult(page)).text).toBe('id,city\r\n007,"Bergen, West"\r\n008,Oslo\r\n');
});

test("a CSV file becomes a workbook whose rows are seen, and that is downloaded", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("orders.csv", "id,city\r\n007,Bergen\r\n008,Oslo\r\n")]);

  await page.getByRole("radio", { name: "XLSX", exact: true }).click();
  await start(page);
  await expect(toast(page, /orders\.csv is ready: 2 rows/)).toBeVisible();
  await jobLink(page, "orders.csv").click();
  await expect(page.getByRole("grid", { name: "Rows of output.xlsx" }).getByRole("gridcell", { name: "Bergen" })).toBeVisible();
  const downloading = page.waitForEvent("download");
  await page
    .getByRole("button", { name: /^Download/ })
    .or(page.getByRole("link", { name: /^Download/ }))
    .first()
    .click();
  const download = await downloading;

  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 2).toString()).toBe("PK");
});
