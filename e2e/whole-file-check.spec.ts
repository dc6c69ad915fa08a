import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, openJobs, test } from "./story.ts";

const megabytes = 200;
const rowsPerChunk = 20_000;
let folder: string;
let file: string;
let rows = 0;

/** A broken row stands near the end, far behind whatever a sample sees. */
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-check-"));
  file = join(folder, "long.csv");
  const handle = await open(file, "w");
  await handle.write("id,name,amount\n");
  for (let bytes = 0; bytes < megabytes * 1_000_000; ) {
    const lines = Array.from({ length: rowsPerChunk }, (_, n) => `${rows + n + 1},"Name, of a person who has number ${n}",${n % 977}.50\n`);
    const chunk = Buffer.from(lines.join(""));
    await handle.write(chunk);
    bytes += chunk.length;
    rows += rowsPerChunk;
  }
  await handle.write("too short\n1,a,2\n");
  rows += 2;
  await handle.close();
});

/** The same rows again and again: long enough to be cancelled before its end on a fast machine. */
async function writeVeryLong(path: string): Promise<void> {
  const chunk = Buffer.from(
    Array.from({ length: rowsPerChunk }, (_, n) => `${n + 1},"Name, of a person who has number ${n}",${n % 977}.50\n`).join(""),
  );
  const handle = await open(path, "w");
  await handle.write("id,name,amount\n");
  for (let bytes = 0; bytes < 1_500_000_000; bytes += chunk.length) await handle.write(chunk);
  await handle.close();
}

test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** Whatever could carry a file away. */
function watchBodies(page: Page): string[] {
  const sent: string[] = [];
  page.on("request", (request) => {
    const bytes = request.postDataBuffer()?.length ?? 0;
    if (request.method() === "PUT" || bytes > 64 * 1024) sent.push(`${request.method()} ${request.url()} ${bytes}`);
  });
  return sent;
}

const checkButton = (page: Page) => page.getByRole("button", { name: /^Check the whole file here/ });
const progress = (page: Page) => page.getByRole("progressbar", { name: "Checking the whole file" });

/** Hears all that the progress bar says, however short; it is gone with the check. */
async function watchProgress(page: Page): Promise<() => Promise<Set<string>>> {
  const said = await page.evaluateHandle(() => {
    const values: string[] = [];
    new MutationObserver(() => {
      const value = document.querySelector("[role=progressbar][aria-label='Checking the whole file']")?.getAttribute("aria-valuenow");
      if (value) values.push(value);
    }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["aria-valuenow"] });
    return values;
  });
  return async () => new Set(await said.jsonValue());
}

async function choose(page: Page, path: string): Promise<void> {
  await openJobs(page);
  await page.getByLabel("Files", { exact: true }).setInputFiles(path);
  await expect(page.getByText(/^The first .* rows look clean/)).toBeVisible();
}

test("a file of 200 MB is read to its end on this device, and no byte of it leaves", async ({ page }) => {
  test.setTimeout(180_000);
  const sent = watchBodies(page);
  await choose(page, file);

  const shown = await watchProgress(page);
  await checkButton(page).click();
  await expect(page.getByText(new RegExp(`1 of ${rows.toLocaleString("en")} rows has an error`))).toBeVisible({ timeout: 120_000 });

  expect((await shown()).size).toBeGreaterThan(1);
  await expect(page.getByText(/Nothing has been uploaded/)).toBeVisible();
  await page.getByRole("tab", { name: /^Issues/ }).click();
  await expect(page.getByText(new RegExp(`^Line ${rows.toLocaleString("en")} ·`))).toBeVisible();
  expect(sent).toEqual([]);
});

test("a check is cancelled at once, and the page stays free meanwhile", async ({ page }) => {
  test.setTimeout(120_000);
  const veryLong = join(folder, "very-long.csv");
  await writeVeryLong(veryLong);
  await choose(page, veryLong);
  await checkButton(page).click();
  await expect(progress(page)).toBeVisible();

  await page.getByRole("tab", { name: /^Issues/ }).click();
  await expect(page.getByRole("tab", { name: /^Issues/ })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: "Cancel the check" }).click();

  await expect(progress(page)).toHaveCount(0);
  await expect(checkButton(page)).toBeVisible();
  await checkButton(page).click();
  await expect(progress(page)).toBeVisible();
});
