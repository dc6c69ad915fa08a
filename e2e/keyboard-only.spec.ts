import type { Page } from "@playwright/test";
import { connection, csvFile, drop, expect, expectFocusIn, jobLink, jobList, openJobs, start, startButton, test, toast } from "./story.ts";

const mostStops = 80;

/** Where the focus is: what a reader of the screen would hear, and whether it can be seen. */
interface Stop {
  name: string;
  isSeen: boolean;
  isMarked: boolean;
  isFirstAgain: boolean;
}

/** Null: on nothing. */
function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const isFirstAgain = element.dataset.wasFocused === "yes";
    element.dataset.wasFocused = "yes";
    const isOutlined = (each: Element, part?: string) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each, part);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    };
    // A row or a label carries the mark for what stands in it, a grid's active cell for the grid.
    const cell = document.getElementById(element.getAttribute("aria-activedescendant") ?? "");
    const around = [element, element.parentElement, element.parentElement?.parentElement, element.nextElementSibling, cell];
    const isMarked = around.some((each) => each != null && (isOutlined(each) || isOutlined(each, "::after")));
    const { top, right, bottom, left, width } = element.getBoundingClientRect();
    const isSeen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && width > 0;
    const name = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 60) ?? "";
    return { name, isSeen, isMarked, isFirstAgain };
  });
}

async function forgetFocus(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>("[data-was-focused]")) delete element.dataset.wasFocused;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

function isFine({ isSeen, isMarked }: Stop): boolean {
  return isSeen && isMarked;
}

/** Goes through the page by Tab until it is back where it began. */
async function stopsOf(page: Page): Promise<Stop[]> {
  await forgetFocus(page);
  const stops: Stop[] = [];
  while (stops.length < mostStops) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop === null || stop.isFirstAgain) return stops;
    stops.push(stop);
  }
  throw new Error(`After ${mostStops} times Tab it is still at “${stops.at(-1)?.name}”.`);
}

/** Goes on by Tab until the focus is on what has this name, and sees to it that each stop can be seen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < mostStops; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop === null) continue;
    expect(isFine(stop), `the focus is on “${stop.name}”, which cannot be seen`).toBe(true);
    if (name.test(stop.name)) return;
  }
  throw new Error(`${name} was not reached by Tab.`);
}

test("on every page the focus goes all the way round, in view and marked", async ({ page }) => {
  test.setTimeout(120_000);
  await openJobs(page);
  await drop(page, [csvFile("tabbed.csv", "id,name\r\n1,a\r\n2\r\n3,c\r\n")]);
  await page.getByRole("radio", { name: /set aside/i }).click();
  await expect(startButton(page)).toBeEnabled();
  expect((await stopsOf(page)).filter((stop) => !isFine(stop))).toEqual([]);
  await start(page);
  await expect(jobList(page).getByText("Done")).toBeVisible();
  const job = (await jobLink(page, "tabbed.csv").getAttribute("href")) ?? "";
  const pages = [
    { path: "/", landmark: jobLink(page, "tabbed.csv") },
    { path: `${job}?tab=output`, landmark: page.getByRole("grid", { name: /^Rows of/ }) },
    { path: `${job}?tab=aside`, landmark: page.getByRole("list", { name: "Reasons" }) },
    { path: `${job}?tab=profile`, landmark: page.getByRole("list", { name: "Columns" }) },
    { path: "/records", landmark: page.getByText("Nothing is loaded yet") },
    { path: "/drops", landmark: page.getByRole("list", { name: "Rules" }).getByRole("listitem").first() },
    { path: "/operations", landmark: page.getByRole("heading", { name: "Dead letters" }) },
    { path: "/settings", landmark: page.getByRole("region", { name: "E-mail" }).getByLabel("Write about") },
  ];
  for (const { path, landmark } of pages) {
    await test.step(path.replace(job, "/jobs/…"), async () => {
      await page.goto(path);
      await expect(landmark).toBeVisible({ timeout: 30_000 });
      await expect(connection(page)).toHaveText("Live", { timeout: 30_000 });
      const stops = await stopsOf(page);
      expect(stops[0]?.name).toContain("Skip to content");
      expect(stops.length).toBeGreaterThan(8);
      expect(stops.filter((stop) => !isFine(stop))).toEqual([]);
    });
  }
});

test("a file is chosen, set, converted, looked at and fetched without a pointer", async ({ page }) => {
  await openJobs(page);
  const choosing = page.waitForEvent("filechooser");
  await page.keyboard.press("n");
  await (await choosing).setFiles([csvFile("keys.csv", "id,name,city\r\n1,Ann,Oslo\r\n2,Bob,Bergen\r\n3,Cy,Oslo\r\n")]);
  await expect(startButton(page)).toBeEnabled();

  await tabTo(page, /^Keep name$/);
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox", { name: "Keep name" })).not.toBeChecked();
  await page.keyboard.press("Control+Enter");
  await expect(toast(page, /keys\.csv is ready: 3 rows/)).toBeVisible();
  await page.keyboard.press("j");
  await expect(jobLink(page, "keys.csv")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "keys.csv" })).toBeVisible();

  const grid = page.getByRole("grid", { name: /^Rows of/ });
  await expect(grid).toBeVisible({ timeout: 30_000 });
  await tabTo(page, /^Rows of/);
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Oslo");
  await expectFocusIn(page.getByRole("dialog"));
  await page.keyboard.press("Escape");
  await expect(grid).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("d");
  expect((await downloading).suggestedFilename()).toBe("keys.ndjson");
});

test("from any page to any other, to a job and back, with the focus in sight", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("by-keys.csv", "id,name\r\n1,a\r\n2,b\r\n")]);
  await expect(startButton(page)).toBeEnabled();
  await start(page);
  await expect(jobList(page).getByText("Done").first()).toBeVisible();

  for (const name of ["Records", "Drops", "Operations", "Settings", "Jobs"]) {
    await forgetFocus(page);
    await tabTo(page, new RegExp(`^${name}$`));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name })).toBeAttached();
  }

  await tabTo(page, /^by-keys\.csv$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "by-keys.csv" })).toBeVisible();
  await tabTo(page, /^Output/);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Input" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "Input" })).toHaveAttribute("aria-selected", "true");
});

test("what opens over a page gives the focus back where it came from", async ({ page }) => {
  await openJobs(page);
  for (const { button, dialog } of [
    { button: /^Notifications/, dialog: "Notifications" },
    { button: /^Keyboard shortcuts$/, dialog: "Keyboard shortcuts" },
    { button: /^Let in another browser$/, dialog: "Let in another browser" },
  ]) {
    const opener = page.getByRole("button", { name: button });
    if (!(await opener.isVisible())) continue;
    await opener.focus();
    await page.keyboard.press("Enter");
    await expectFocusIn(page.getByRole("dialog", { name: dialog }));
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: dialog })).toBeHidden();
    await expect(opener).toBeFocused();
  }
});

test("keys and palette give the focus back to the row where it was", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("back.csv", "id\r\n1\r\n")]);
  await start(page);
  await expect(jobList(page).getByText("Done")).toBeVisible();
  await page.keyboard.press("j");
  await expect(jobLink(page, "back.csv")).toBeFocused();

  for (const { keys, dialog } of [
    { keys: "?", dialog: "Keyboard shortcuts" },
    { keys: "ControlOrMeta+k", dialog: "Commands" },
  ]) {
    await page.keyboard.press(keys);
    await expectFocusIn(page.getByRole("dialog", { name: dialog }));
    await page.keyboard.press("Escape");
    await expect(jobLink(page, "back.csv")).toBeFocused();
  }
});
