import type { Page } from "@playwright/test";
import { csvFile, drop, expect, jobList, openJobs, start, startButton, test } from "./story.ts";

const mostStops = 60;

/** Goes on by Tab until the focus is on what has this name, and sees to it that each stop can be seen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    expect(at.isVisible, `the focus is on “${at.name}”, which cannot be seen`).toBe(true);
    if (name.test(at.name)) return;
  }
  throw new Error(`${name} was not reached by Tab.`);
}

function focused(page: Page): Promise<{ name: string; isVisible: boolean }> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return { name: "", isVisible: true };
    const { outlineStyle, outlineWidth, borderColor } = getComputedStyle(at);
    const { width, height } = at.getBoundingClientRect();
    const isOutlined = outlineStyle !== "none" && outlineWidth !== "0px";
    // A row of the list shows its ring around the whole row, the palette and grids their own mark inside.
    const isMarked = isOutlined || getComputedStyle(at, "::after").outlineStyle !== "none" || at.getAttribute("role") === "grid";
    const name = at.getAttribute("aria-label") ?? at.textContent?.trim() ?? "";
    return { name, isVisible: width > 0 && height > 0 && borderColor !== "" && isMarked };
  });
}

test("from any page to any other, to a job and back, with the focus in sight", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("by-keys.csv", "id,name\r\n1,a\r\n2,b\r\n")]);
  await expect(startButton(page)).toBeEnabled();
  await start(page);
  await expect(jobList(page).getByText("Done").first()).toBeVisible();

  for (const name of ["Records", "Drops", "Operations", "Settings", "Jobs"]) {
    await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
    await tabTo(page, new RegExp(`^${name}$`));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name })).toBeAttached();
  }

  await tabTo(page, /^by-keys\.csv$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "by-keys.csv" })).toBeVisible();
  await tabTo(page, /^Output/);
  await page.keyboard.press("ArrowRight");
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
    await expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: dialog })).toBeHidden();
    await expect(opener).toBeFocused();
  }
});
