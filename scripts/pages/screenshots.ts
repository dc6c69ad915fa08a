import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright";
import { requireBrowser } from "../find-browser.ts";
import { makeExampleJobs } from "./example-jobs.ts";
import { openSite } from "./open-site.ts";
import { emptyShots, type Shot, shotsOf } from "./shots.ts";
import { Visitor } from "./visitor.ts";

const folder = "test-results/screenshots";
const widths = [1440, 360];
const themes = ["light", "dark"] as const;

/** Every page in every state, light and dark, wide and narrow, as files for people to look at. */
async function main(): Promise<void> {
  const only = process.argv[2];
  const site = await openSite();
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    const stranger = new Visitor(site.url);
    await stranger.call("GET", "/api/jobs");
    await takeAll(browser, { url: site.url, cookie: stranger.cookie, shots: emptyShots, only });
    const visitor = new Visitor(site.url);
    const jobs = await makeExampleJobs(visitor);
    await takeAll(browser, { url: site.url, cookie: visitor.cookie, shots: shotsOf(jobs), only });
  } finally {
    await browser.close();
    await site.close();
  }
}

interface Taking {
  url: string;
  cookie: string;
  shots: readonly Shot[];
  /** Part of a picture's name. */
  only: string | undefined;
}

async function takeAll(browser: Browser, { url, cookie, shots, only }: Taking): Promise<void> {
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  for (const theme of themes) {
    for (const width of widths) {
      const context = await browser.newContext({
        viewport: { width, height: width > 600 ? 900 : 760 },
        colorScheme: theme,
        reducedMotion: "reduce",
        locale: "en-GB",
      });
      await context.addCookies([{ name, value, url }]);
      for (const shot of shots) {
        const file = `${shot.name}-${width}-${theme}.png`;
        if (only === undefined || file.includes(only)) await take(context, url, shot, file);
      }
      await context.close();
    }
  }
}

async function take(context: BrowserContext, url: string, { path, act }: Shot, file: string): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${url}${path}`);
  // The dot that says the page is live comes last; where there is none, what was asked for has come.
  await page.getByRole("status", { name: "Connection" }).getByText("Live").waitFor({ timeout: 10_000 }).catch(ignoreTimeout);
  await page.waitForLoadState("networkidle");
  // A state that cannot be reached is a fault to look at, and no reason to have no pictures of the others.
  await act?.(page)?.catch((error: unknown) =>
    console.error(`${file}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`),
  );
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(folder, file) });
  console.log(join(folder, file));
  await page.close();
}

function ignoreTimeout(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "TimeoutError") throw error;
}

await main();
