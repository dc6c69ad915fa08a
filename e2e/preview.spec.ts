import type { Page } from "@playwright/test";
import { chooseFormat, downloadResult, drop, expect, jobLink, openJobs, start, startButton, test, toast } from "./story.ts";

/** Windows-1252: ü and ß are one byte each. */
function latin(name: string, text: string) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text, "latin1") };
}

function part(page: Page, title: string) {
  return page.getByRole("button", { name: new RegExp(`^${title}: `) });
}

async function choose(page: Page, title: string, choice: string | RegExp): Promise<void> {
  await part(page, title).click();
  await page.getByRole("dialog", { name: title }).getByRole("radio", { name: choice }).click();
}

const head = ["Umsätze Mai", "Nr|Ort;Straße|Betrag", "1|Köln;Süd|1,50", "2|Lübeck;Nord|2,75"].join("\r\n");

test("what was found is corrected in the sentence, and the preview, the result and the recipe follow", async ({ page }) => {
  await openJobs(page);

  await drop(page, [latin("orte.csv", `${head}\r\n`)]);
  await expect(part(page, "Encoding")).toHaveText("Windows-1252");
  await choose(page, "Delimiter", "Semicolons");
  await expect(page.getByRole("button", { name: "Delimiter: semicolons" })).toBeVisible();
  await choose(page, "Delimiter", /^Bars/);
  await part(page, "Header").click();
  await page.getByRole("textbox", { name: "Header on line" }).fill("2");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("button", { name: "Header: header on line 2" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Rename Ort;Straße" })).toBeVisible();
  await expect(page.getByRole("gridcell", { name: "Köln;Süd" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: /Betrag/ })).toContainText("number");

  await chooseFormat(page, "NDJSON");
  await page.getByRole("tab", { name: "As it will be" }).click();
  const shown = await page.getByRole("region", { name: "The first rows of the result" }).innerText();
  await start(page);
  await expect(toast(page, /orte\.csv is ready: 2 rows/)).toBeVisible();
  await jobLink(page, "orte.csv").click();

  expect((await downloadResult(page)).text.trim()).toBe(shown.trim());
  expect(shown).toContain('"Ort;Straße":"Köln;Süd"');
});

test("a part goes back to what was found", async ({ page }) => {
  await openJobs(page);
  await drop(page, [latin("back.csv", "a;b\r\n1;2\r\n3;4\r\n")]);

  await choose(page, "Header", "No header");
  await expect(page.getByRole("button", { name: "Rename column_1" })).toBeVisible();
  await choose(page, "Header", /^As found/);
  await expect(page.getByRole("button", { name: "Rename a" })).toBeVisible();

  await choose(page, "Delimiter", "One column");
  await expect(page.getByRole("button", { name: "Rename a;b" })).toBeVisible();
  await page.getByRole("button", { name: "As found", exact: true }).click();
  await expect(page.getByRole("button", { name: "Rename b" })).toBeVisible();
});

test("a whole file is checked on the device, and not a byte of it leaves", async ({ page }) => {
  const rows = Array.from({ length: 120_000 }, (_, index) => (index === 99_999 ? "100000;short" : `${index + 1};Bergen;${index % 7},50`));
  const sent: string[] = [];
  await openJobs(page);
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(`${request.method()} ${request.url()}`);
  });

  await drop(page, [latin("long.csv", `id;ort;betrag\r\n${rows.join("\r\n")}\r\n`)]);
  await expect(page.getByText(/^The first .* rows look clean/)).toBeVisible();
  await page.getByRole("button", { name: "Check the whole file here" }).click();

  await expect(page.getByText(/1 of 120,000 rows has an error: the first on line 100,001/)).toBeVisible();
  await expect(page.getByText(/Nothing has been uploaded/)).toBeVisible();
  await page.getByRole("tab", { name: /^Issues/ }).click();
  await expect(page.getByText(/^Line 100,001 · row 100,000/)).toBeVisible();
  await expect(page.getByText("100000;short").first()).toBeVisible();

  // What does not change how it is read leaves the answer standing.
  await chooseFormat(page, "JSON");
  await expect(page.getByText(/Nothing has been uploaded/)).toBeVisible();
  await choose(page, "Delimiter", /^Commas(?! with)/);
  await expect(page.getByText("The check was of another reading.")).toBeVisible();
  expect(sent).toEqual([]);
});

test("rows are filtered, masked and set aside as the preview says", async ({ page }) => {
  await openJobs(page);
  await drop(page, [latin("people.csv", "id,name,city\r\n1,Ann,Bergen\r\n2,Bob\r\n3,Cid,Oslo\r\n4,Dee,Bergen\r\n")]);
  await chooseFormat(page, "CSV");
  await page.getByRole("radio", { name: /set aside/i }).click();
  await page.getByRole("tab", { name: "As it will be" }).click();
  await expect(page.getByText("Of all 4 rows: 3 out, 1 set aside.")).toBeVisible();

  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("combobox", { name: "Column of condition 1" }).selectOption("city");
  await page.getByRole("textbox", { name: "Value of condition 1" }).fill("Bergen");
  await page.getByRole("button", { name: "Add a mask" }).click();
  await page.getByRole("combobox", { name: "Column of mask 1" }).selectOption("name");
  await page.getByRole("combobox", { name: "How mask 1 is done" }).selectOption("redact");
  await expect(page.getByText("Of all 4 rows: 2 out, 1 set aside, 1 filtered.")).toBeVisible();
  await expect(page.getByRole("gridcell", { name: "***" }).first()).toBeVisible();

  await start(page);
  await jobLink(page, "people.csv").click();
  await expect(page.getByText("Done").first()).toBeVisible();
  expect((await downloadResult(page)).text).toBe("id,name,city\r\n1,***,Bergen\r\n4,***,Bergen\r\n");
});

test("everything is done by keyboard alone, and ⌘↵ starts", async ({ page }) => {
  await openJobs(page);
  await drop(page, [latin("keys.csv", "a;b\r\n1;2\r\n")]);

  await part(page, "Header").focus();
  await page.keyboard.press("Enter");
  const readings = page.getByRole("dialog", { name: "Header" }).getByRole("radio");
  for (const place of [0, 1, 2]) {
    await expect(readings.nth(place)).toBeFocused();
    await page.keyboard.press(place < 2 ? "ArrowDown" : "Enter");
  }
  await expect(page.getByRole("button", { name: "Header: no header" })).toBeFocused();
  await expect(startButton(page)).toBeEnabled();
  await page.keyboard.press("ControlOrMeta+Enter");

  await expect(toast(page, /keys\.csv is ready: 2 rows/)).toBeVisible();
});

test("settings that somebody else left in the browser do not break the composer", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("sluice.composer", '{"format":'));
  await openJobs(page);

  await drop(page, [latin("fine.csv", "a,b\r\n1,2\r\n")]);

  await expect(page.getByRole("gridcell", { name: "2" })).toBeVisible();
  await expect(startButton(page)).toBeEnabled();
});
