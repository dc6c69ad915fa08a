import { seriousViolations } from "./serious-violations.ts";
import { csvFile, drop, expect, jobLink, jobList, openJobs, overflowPx, start, startButton, test } from "./story.ts";

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 360]) {
    test.describe(`in ${colorScheme}, ${width} px wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

      test("no page has a serious violation, and none scrolls sideways", async ({ page }) => {
        await openJobs(page);
        expect(await seriousViolations(page)).toEqual([]);

        await drop(page, [csvFile("looked-at.csv", "id,name\r\n1,a\r\n2\r\n")]);
        await expect(startButton(page)).toBeEnabled();
        expect(await seriousViolations(page)).toEqual([]);

        await start(page);
        await expect(jobLink(page, "looked-at.csv")).toBeVisible();
        await expect(jobList(page).getByText("Done").first()).toBeVisible();
        expect(await seriousViolations(page)).toEqual([]);

        await jobLink(page, "looked-at.csv").click();
        await expect(page.getByRole("heading", { name: "looked-at.csv" })).toBeVisible();
        expect(await seriousViolations(page)).toEqual([]);
        expect(await overflowPx(page)).toBe(0);
      });
    });
  }
}

test("a file is converted by keyboard alone", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("keys.csv", "id,name\r\n1,a\r\n")]);
  await expect(startButton(page)).toBeEnabled();

  await page.keyboard.press("Control+Enter");
  await expect(jobList(page).getByText("Done").first()).toBeVisible();
  await page.keyboard.press("j");
  await expect(jobLink(page, "keys.csv")).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "keys.csv" })).toBeVisible();
});
