import type { Locator, Page } from "@playwright/test";
import { csvFile, expect, jobLink, openJobs, test, toast } from "./story.ts";

/** Twelve rows are set aside: four without a city, four that are too short, four whose number is none. */
const lines = [
  "id,city,amount",
  "1,Bergen,10.5",
  "2,Oslo,11",
  ...[10, 11, 12, 13].map((id) => `${id},,7`),
  ...[20, 21, 22, 23].map((id) => `${id},Paris`),
  ...[30, 31, 32].map((id) => `${id},Rome,about ${id}`),
  "33,Rome,many",
];
const file = csvFile("towns.csv", `${lines.join("\r\n")}\r\n`);
const schema = {
  fields: [
    { name: "id", type: "integer", constraints: { required: true } },
    { name: "city", constraints: { required: true } },
    { name: "amount", type: "number" },
  ],
};

/** Sends the file to be validated, and opens the rows that were set aside. */
async function openSetAside(page: Page, more: Record<string, unknown> = {}): Promise<void> {
  await openJobs(page);
  const id = await page.evaluate(
    async ({ text, params }) => {
      const body = { operation: "validate", params, files: [{ name: "towns.csv", size: text.length, type: "text/csv" }] };
      const made = await fetch("/api/jobs", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const { job, uploads } = (await made.json()) as { job: { id: string }; uploads: { url: string; fields: Record<string, string> }[] };
      const form = new FormData();
      for (const [name, value] of Object.entries(uploads[0]?.fields ?? {})) form.set(name, value);
      form.set("file", new Blob([text], { type: "text/csv" }));
      await fetch(uploads[0]?.url ?? "", { method: "POST", body: form });
      return job.id;
    },
    { text: file.buffer.toString(), params: { schema, to: "csv", ...more } },
  );
  await expect(toast(page, "towns.csv: 12 rows set aside")).toBeVisible({ timeout: 30_000 });
  await jobLink(page, "towns.csv").first().click();
  await page.waitForURL(new RegExp(id));
  await page.getByRole("tab", { name: /^Set aside/ }).click();
  await expect(reasons(page)).toBeVisible();
}

const reasons = (page: Page): Locator => page.getByRole("list", { name: "Reasons" });
const reason = (page: Page, words: string): Locator => reasons(page).getByRole("button", { name: words });
const grid = (page: Page): Locator => page.getByRole("grid");
const row = (page: Page, line: number): Locator =>
  grid(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: String(line), exact: true }) });
const fixed = (page: Page, count: number, of: number): Locator => page.getByText(`${count} of ${of} fixed`);

async function edit(page: Page, cell: Locator, value: string): Promise<void> {
  await cell.click();
  await page.keyboard.press("Enter");
  const editor = page.getByRole("textbox").last();
  await expect(editor).toBeFocused();
  await editor.fill(value);
  await page.keyboard.press("Enter");
  await expect(editor).toBeHidden();
}

async function fixAll(page: Page, what: string, value?: string): Promise<void> {
  await page.getByRole("button", { name: "Fix all of this kind" }).click();
  await page.getByRole("combobox", { name: "What to do" }).selectOption({ label: what });
  if (value !== undefined) await page.getByRole("textbox", { name: "Value" }).fill(value);
  await page.getByRole("button", { name: "Apply" }).click();
}

test("rows are fixed where they stand, all of a kind at once, undone, and run again; the counts of both jobs add up", async ({ page }) => {
  await openSetAside(page);
  await expect(fixed(page, 0, 12)).toBeVisible();

  await reason(page, "Too few fields").click();
  await fixAll(page, "Pad short rows with empty cells");
  await expect(fixed(page, 4, 12)).toBeVisible();

  await reason(page, "Empty, but required").click();
  await expect(
    row(page, 4)
      .getByText(/"city" is empty/)
      .first(),
  ).toBeAttached();
  await fixAll(page, "Fill empty cells", "Lima");
  await expect(fixed(page, 8, 12)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(fixed(page, 4, 12)).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect(fixed(page, 8, 12)).toBeVisible();

  await reason(page, "Not of the column's type").click();
  const amount = row(page, 12).getByRole("gridcell").nth(3);
  await edit(page, amount, "still none");
  await expect(
    row(page, 12)
      .getByText(/which is no number/)
      .first(),
  ).toBeAttached();
  await edit(page, amount, "30");
  await expect(fixed(page, 9, 12)).toBeVisible();

  await page.getByRole("button", { name: "Run these 9 again" }).click();

  const again = page.getByRole("region", { name: "Sent again" });
  await expect(again.getByText("12 set aside = 9 sent again + 3 left")).toBeVisible({ timeout: 30_000 });
  await expect(again.getByText(/9 rows in towns\.fixed\.csv: 9 out/)).toBeVisible({ timeout: 30_000 });
  await expect(fixed(page, 0, 3)).toBeVisible();

  await again.getByRole("link", { name: "towns.fixed.csv" }).click();
  await expect(page.getByText("These 9 rows had been set aside from")).toBeVisible();
  await expect(page.getByRole("region", { name: "Rows", exact: true })).toContainText("9 in");
  await page.getByRole("link", { name: "towns.csv", exact: true }).first().click();
  await expect(reasons(page)).toBeVisible();
});

test("what was fixed and not run again yet is there after a reload", async ({ page }) => {
  await openSetAside(page);
  await reason(page, "Too few fields").click();
  await fixAll(page, "Pad short rows with empty cells");
  await expect(fixed(page, 4, 12)).toBeVisible();

  await page.reload();

  await expect(fixed(page, 4, 12)).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(fixed(page, 0, 12)).toBeVisible();
});

test("rows that were masked say why they cannot be corrected", async ({ page }) => {
  await openSetAside(page, { mask: [{ column: "city", method: "redact" }] });

  await expect(page.getByText(/what was masked would be masked twice/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Fix all of this kind" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /again$/ })).toHaveCount(0);
});
