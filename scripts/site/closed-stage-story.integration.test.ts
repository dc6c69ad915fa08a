import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireBrowser } from "../find-browser.ts";
import { type ClosedStage, startClosedStage } from "./closed-stage.ts";

const buildsWithinMs = 300_000;

let stage: ClosedStage;
let browser: Browser;

beforeAll(async () => {
  stage = await startClosedStage();
  browser = await chromium.launch({ executablePath: requireBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
}, buildsWithinMs);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

/** A browser of somebody's own, and what went wrong in it. Chromium reports the answer 401 of a page as an error of its own. */
async function open(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ baseURL: stage.site.url, locale: "en-GB", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4(01|10)/.test(message.text())) problems.push(message.text());
  });
  await page.goto(path);
  return { page, problems };
}

async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id }) => id);
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name });
const openButton = (page: Page) => page.getByRole("button", { name: "Open the workspace" });
const isLive = (page: Page) => page.getByRole("status", { name: "Connection" }).getByText("Live").waitFor();

test.each([
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 360 },
] as const)("a stranger reads how one gets in, in $colorScheme and $width px wide", async ({ colorScheme, width }) => {
  for (const path of ["/", "/jobs/x", "/open"]) {
    const { page, problems } = await open(path, { colorScheme, viewport: { width, height: 720 } });
    await heading(page, path === "/open" ? "Open the workspace" : "This Sluice is private").waitFor();

    expect(await seriousViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(problems).toEqual([]);
    await page.context().close();
  }
});

test("the owner opens the link by keyboard, lets a second browser in, and a third with the same links stays outside", async () => {
  const ownerLink = `/open#${stage.ownerToken}`;
  const owner = await open(ownerLink, { permissions: ["clipboard-read", "clipboard-write"] });
  await openButton(owner.page).and(owner.page.locator(":enabled")).waitFor();
  await owner.page.keyboard.press("Tab");
  await owner.page.keyboard.press("Enter");
  await isLive(owner.page);
  expect(new URL(owner.page.url()).hash).toBe("");

  await owner.page.getByRole("button", { name: "Let in another browser" }).click();
  await owner.page.getByRole("button", { name: "Make a link" }).click();
  await owner.page.getByText(/Works once, until \d\d:\d\d\.$/).waitFor();
  expect(await seriousViolations(owner.page)).toEqual([]);
  await owner.page.setViewportSize({ width: 360, height: 720 });
  expect(await owner.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await owner.page.getByRole("button", { name: "Copy the link" }).click();
  const readCopied = () => owner.page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(readCopied, { timeout: 15_000 }).toContain("/open#");
  const invitation = await readCopied();

  const colleague = await open(invitation);
  await openButton(colleague.page).click();
  await isLive(colleague.page);

  for (const link of [ownerLink, invitation]) {
    const stranger = await open(link);
    await openButton(stranger.page).click();
    await stranger.page.getByRole("alert").getByText("has been used").waitFor();
    expect(stranger.problems).toEqual([]);
  }
  const again = await open(invitation, { storageState: await owner.page.context().storageState() });
  await again.page.getByText("This browser is in already").waitFor();

  await owner.page.getByRole("button", { name: "Sign out" }).click();
  await heading(owner.page, "This Sluice is private").waitFor();
  await colleague.page.reload();
  await isLive(colleague.page);
  expect([...owner.problems, ...colleague.problems, ...again.problems]).toEqual([]);
});
