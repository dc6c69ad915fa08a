import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, expectFocusIn, jobLink, openJobs, start, test } from "./story.ts";

const rowCount = 1_000_000;
const rowsPerChunk = 20_000;
const cities = ["Bergen", "Oslo", "Zürich", "東京", '"New York, NY"'];
let folder: string;
let file: string;

/** Row 1 holds order 00000000; amounts come in an order of their own; one in a thousand has two lines. */
function rowAt(index: number): string {
  const amount = ((index * 7919) % rowCount) / 100;
  const note = index % 1000 === 999 ? '"first line\nsecond line"' : `note ${index}`;
  return `${String(index).padStart(8, "0")},${cities[index % cities.length]},${amount.toFixed(2)},${note}\r\n`;
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-grid-"));
  file = join(folder, "orders.csv");
  const handle = await open(file, "w");
  await handle.write("order,city,amount,note\r\n");
  for (let first = 0; first < rowCount; first += rowsPerChunk) {
    await handle.write(Array.from({ length: rowsPerChunk }, (_, index) => rowAt(first + index)).join(""));
  }
  await handle.close();
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

test("a million rows are seen, gone through, found, sorted, copied and linked to", async ({ page, context }) => {
  test.setTimeout(300_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openJobs(page);
  await page.getByLabel("Files", { exact: true }).setInputFiles(file);
  await start(page);
  await jobLink(page, "orders.csv").click();
  const grid = page.getByRole("grid", { name: /^Rows of/ });
  const cell = (text: string) => grid.getByRole("gridcell", { name: text, exact: true });
  await expect(grid).toBeVisible({ timeout: 240_000 });
  await expect(cell("00000000")).toBeVisible();

  await test.step("scrolled by wheel and by keyboard to the very last row", async () => {
    await grid.hover();
    await page.mouse.wheel(0, 2800);
    await expect(cell("00000105")).toBeVisible();
    await grid.focus();
    await page.keyboard.press("Control+End");
    await expect(cell("00999999")).toBeVisible();
  });

  await test.step("a row gone to by its number, which the link then names", async () => {
    await page.keyboard.press("g");
    await expect(page.getByLabel("Go to row")).toBeFocused();
    await page.keyboard.type("500,000");
    await page.keyboard.press("Enter");
    await expect(cell("00499999")).toBeVisible();
    await expect(grid).toBeFocused();
    await expect(page).toHaveURL(/row=500000/);
  });

  await test.step("cells copied with the keyboard for a spreadsheet", async () => {
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Control+c");
    await expect(page.getByText("4 cells copied")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("00499999\tNew York, NY\n00500000\tBergen");
  });

  await test.step("a cell of two lines found, and opened whole", async () => {
    await page.getByRole("combobox", { name: "Column" }).selectOption("note");
    await page.getByRole("textbox", { name: "Text to find" }).fill("SECOND LINE");
    await page.keyboard.press("Enter");
    await expect(cell("00500999")).toBeVisible();
    await expect(grid).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toContainText("first line\nsecond line");
    await expectFocusIn(page.getByRole("dialog"));
    await page.keyboard.press("Escape");
    await expect(grid).toBeFocused();
  });

  await test.step("a link to a row opens at it, in another tab", async () => {
    const other = await context.newPage();
    const url = new URL(page.url());
    url.searchParams.set("row", "999999");
    await other.goto(url.href);
    const there = other.getByRole("grid", { name: /^Rows of/ });
    await expect(there.getByRole("gridcell", { name: "00999998", exact: true })).toBeVisible({ timeout: 30_000 });
    await other.close();
  });

  await test.step("only some rows, in another order, and back again", async () => {
    await page.getByRole("combobox", { name: "Column" }).selectOption("city");
    await page.getByRole("textbox", { name: "Text to find" }).fill("bergen");
    await page.getByRole("button", { name: "Only these" }).click();
    await expect(page.getByText("200,000 of 1,000,000 rows", { exact: true })).toBeVisible({ timeout: 60_000 });
    await page.getByRole("button", { name: "Sort by amount" }).click();
    await expect(page).toHaveURL(/sort=amount/);
    await expect(grid.getByRole("columnheader", { name: /amount/ })).toHaveAttribute("aria-sort", "ascending");
    await expect(cell("0.00")).toBeVisible({ timeout: 90_000 });
    await page.goBack();
    await page.goBack();
    await expect(page.getByText("1,000,000 rows", { exact: true })).toBeVisible({ timeout: 30_000 });
  });
});
