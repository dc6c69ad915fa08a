import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { csvFile, drop, expect, jobLink, jobList, openJobs, start, startButton, test } from "./story.ts";

const mostBytes = 180 * 1000;

test("the pages that people open first load little code", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("small.csv", "id,name\r\n1,a\r\n")]);
  await expect(startButton(page)).toBeEnabled();
  await start(page);
  await expect(jobList(page).getByText("Done").first()).toBeVisible();
  const job = await jobLink(page, "small.csv").getAttribute("href");

  for (const path of ["/operations", "/", "/dashboards", job ?? ""]) {
    const bytes = await firstLoadBytes(page, path);
    expect(bytes, `${path} loads ${Math.round(bytes / 1000)} kB of scripts`).toBeLessThanOrEqual(mostBytes);
  }
});

/** Scripts that the page itself names, each packed as a server sends it; those for browsers without modules are not fetched. */
async function firstLoadBytes(page: Page, path: string): Promise<number> {
  const html = await (await page.request.get(path)).text();
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/\bnomodule\b/i.test(tag));
  expect(tags.length).toBeGreaterThan(3);
  const sizes = await Promise.all(
    [...new Set(tags.map(([, src = ""]) => src))].map(async (src) => gzipSync(await (await page.request.get(src)).body()).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
