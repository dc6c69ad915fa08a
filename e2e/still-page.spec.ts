import type { Page } from "@playwright/test";
import { connection, csvFile, drop, expect, jobLink, jobList, openJobs, start, startButton, test } from "./story.ts";

/** What is called good. https://web.dev/articles/cls */
const mostShift = 0.1;

for (const width of [1440, 360]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("nothing on a page moves when its data comes", async ({ page }) => {
      await openJobs(page);
      await drop(page, [csvFile("still.csv", "id,city\r\n1,Bergen\r\n2\r\n")]);
      await expect(startButton(page)).toBeEnabled();
      await start(page);
      await expect(jobList(page).getByText("Done").first()).toBeVisible();
      const job = (await jobLink(page, "still.csv").getAttribute("href")) ?? "";
      // What is looked at of a job comes a moment after it.
      await page.goto(`${job}?tab=output`);
      await expect(page.getByRole("grid")).toBeVisible({ timeout: 30_000 });

      for (const path of ["/", "/records", "/drops", "/operations", "/settings", `${job}?tab=output`, `${job}?tab=profile`]) {
        expect(await shiftOf(page, path), `${path} moves about while it is read`).toBeLessThanOrEqual(mostShift);
      }
    });
  });
}

/** The sum of all that moved until the page was quiet, but for what a person did. */
async function shiftOf(page: Page, path: string): Promise<number> {
  await page.goto(path);
  await expect(connection(page)).toHaveText("Live", { timeout: 30_000 });
  await page.waitForLoadState("networkidle");
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
            if (!entry.hadRecentInput) sum += entry.value;
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );
}
