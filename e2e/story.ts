import { readFile } from "node:fs/promises";
import { test as base, expect, type Locator, type Page } from "@playwright/test";

export { expect };

export interface DroppedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

interface Story {
  /** What may fail because the story makes it fail. */
  expected: RegExp;
}

/** Pages, all tabs of the browser, on which a stray console error or a failed request fails the story. */
export const test = base.extend<Story>({
  expected: [/^$/, { option: true }],
  context: async ({ context, expected }, use) => {
    const problems: string[] = [];
    context.on("page", (page) => watch(page, problems));
    await use(context);
    expect(problems.filter((problem) => !expected.test(problem))).toEqual([]);
  },
});

function watch(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // Leaving a page, or closing the tab, ends what it was still asking for.
    if (reason !== "net::ERR_ABORTED") problems.push(`request: ${request.method()} ${new URL(request.url()).pathname} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`response: ${response.status()} ${new URL(response.url()).pathname}`);
  });
}

export function csvFile(name: string, text: string): DroppedFile {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}

/** Opens the list of jobs and waits until it is live. */
export async function openJobs(page: Page, search = ""): Promise<void> {
  await page.goto(`/${search}`);
  await expect(connection(page)).toHaveText("Live", { timeout: 30_000 });
}

/** Drops files on the window as a person would, from the desktop. */
export async function drop(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (dropped) => {
      const data = new DataTransfer();
      for (const { name, mimeType, base64 } of dropped) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name, { type: mimeType }));
      }
      return data;
    },
    files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString("base64") })),
  );
  for (const type of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("body", type, { dataTransfer: transfer });
}

export async function chooseFormat(page: Page, format: "CSV" | "TSV" | "JSON" | "NDJSON"): Promise<void> {
  await page.getByRole("radio", { name: format, exact: true }).click();
}

export function startButton(page: Page): Locator {
  return page.getByRole("button", { name: "Start", exact: true });
}

export async function start(page: Page): Promise<void> {
  await startButton(page).click();
}

export function toast(page: Page, words: string | RegExp): Locator {
  return page.getByRole("region", { name: /^Toasts/ }).getByText(words);
}

/** The whole toast: what it says, and its buttons. */
export function toastCard(page: Page, words: string | RegExp): Locator {
  return page
    .getByRole("region", { name: /^Toasts/ })
    .getByRole("listitem")
    .filter({ hasText: words });
}

export function connection(page: Page): Locator {
  return page.getByRole("status", { name: "Connection" });
}

/** The list of jobs, without what stands around it. */
export function jobList(page: Page): Locator {
  return page.getByRole("list", { name: "Jobs" });
}

export function jobLink(page: Page, name: string): Locator {
  return jobList(page).getByRole("link", { name, exact: true });
}

/** Downloads the result of the job whose page is open. */
export async function downloadResult(page: Page): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent("download");
  await page
    .getByRole("button", { name: /^Download/ })
    .or(page.getByRole("link", { name: /^Download/ }))
    .first()
    .click();
  const download = await downloading;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** Waits until what opened over the page has the focus: a moment before it is seen already, and hears no key yet. */
export async function expectFocusIn(opened: Locator): Promise<void> {
  await expect(opened).toBeVisible();
  await expect.poll(() => opened.evaluate((element) => element.contains(document.activeElement))).toBe(true);
}

/** By how much the page is wider than there is room for it, without the scrollbar at its side. */
export function overflowPx(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.offsetWidth));
}
