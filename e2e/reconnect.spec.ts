import type { Browser, BrowserContext, Page } from "@playwright/test";
import { connection, csvFile, drop, expect, jobLink, jobList, openJobs, start, test, toast, toastCard } from "./story.ts";

// What a page asks for while it has no network fails, and the browser says so.
test.use({ expected: /ERR_INTERNET_DISCONNECTED|WebSocket/ });

/** Another device of the same workspace, whose network is its own. */
async function otherDevice(browser: Browser, context: BrowserContext, baseURL: string | undefined): Promise<Page> {
  const elsewhere = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  await elsewhere.addCookies(await context.cookies());
  const page = await elsewhere.newPage();
  await openJobs(page);
  return page;
}

test("a page that was away says so, and catches up when it is back: list, toasts and bell", async ({ page, context, browser, baseURL }) => {
  await openJobs(page);
  await drop(page, [csvFile("before.csv", "id\r\n1\r\n")]);
  await start(page);
  await expect(toast(page, /before\.csv is ready/)).toBeVisible();
  const other = await otherDevice(browser, context, baseURL);

  await context.setOffline(true);
  await expect(connection(page)).toContainText("Offline since");
  await drop(other, [csvFile("meanwhile.csv", "id\r\n1\r\n2\r\n"), csvFile("torn.csv", "id,name\r\n1,a\r\n2\r\n")]);
  await other.getByRole("radio", { name: /set aside/i }).click();
  await start(other);
  await expect(jobList(other).getByText("Done")).toHaveCount(3);
  await jobLink(other, "before.csv").hover();
  await other.getByRole("button", { name: "Delete before.csv" }).click();
  await toastCard(other, /before\.csv/)
    .filter({ hasText: "Undo" })
    .getByRole("button", { name: "Dismiss" })
    .click();
  await expect(jobLink(other, "before.csv")).toBeHidden();
  await expect(jobLink(page, "before.csv")).toBeVisible();
  await expect(jobLink(page, "meanwhile.csv")).toBeHidden();
  await context.setOffline(false);

  await expect(connection(page)).toHaveText("Live");
  await expect(toast(page, "meanwhile.csv is ready: 2 rows")).toBeVisible();
  await expect(toast(page, "torn.csv: 1 row set aside")).toBeVisible();
  await expect(jobList(page).getByText("Done")).toHaveCount(2);
  await expect(jobLink(page, "before.csv")).toBeHidden();
  await page.getByRole("button", { name: /^Notifications, \d+ new$/ }).click();
  const news = page.getByRole("dialog", { name: "Notifications" });
  await expect(news.getByRole("link", { name: /meanwhile\.csv/ })).toContainText("2 rows");
  await expect(news.getByRole("link", { name: /torn\.csv/ })).toContainText("1 row set aside");
  await other.context().close();
});

test("a job that somebody looks at goes on being told of when the network is back", async ({ page, context, browser, baseURL }) => {
  await openJobs(page);
  await drop(page, [csvFile("stops.csv", "id,name\r\n1,a\r\n2\r\n")]);
  await page.getByRole("radio", { name: "Stop" }).click();
  await start(page);
  await jobLink(page, "stops.csv").click();
  const steps = page.getByRole("list", { name: "Timeline" }).getByText("Failed");
  await expect(steps).toHaveCount(1);
  const other = await otherDevice(browser, context, baseURL);

  await context.setOffline(true);
  await expect(connection(page)).toContainText("Offline since");
  await jobLink(other, "stops.csv").click();
  await other.getByRole("button", { name: "Retry", exact: true }).click();
  await expect(other.getByRole("list", { name: "Timeline" }).getByText("Failed")).toHaveCount(2);
  await context.setOffline(false);

  await expect(connection(page)).toHaveText("Live");
  await expect(steps).toHaveCount(2);
  await other.context().close();
});

test("a page that loses the network just after it opened is whole when it is back", async ({ page, context }) => {
  await openJobs(page);

  await context.setOffline(true);
  await expect(connection(page)).toContainText("Offline since");
  // Parts of the page that come a moment later are asked for in vain.
  await page.waitForEvent("requestfailed", { timeout: 3_000 }).catch(() => null);
  await context.setOffline(false);
  await drop(page, [csvFile("afterwards.csv", "id\r\n1\r\n")]);
  await start(page);

  await expect(jobLink(page, "afterwards.csv")).toBeVisible();
  await expect(toast(page, /afterwards\.csv is ready/)).toBeVisible();
});
