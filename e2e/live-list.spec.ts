import { csvFile, drop, expect, jobLink, jobList, openJobs, start, test } from "./story.ts";

test.describe("a tab that was away", () => {
  test.use({ expected: /ERR_INTERNET_DISCONNECTED|WebSocket/ });

  test("says so, and catches up when it is back", async ({ page, context, browser, baseURL }) => {
    await openJobs(page);
    const cookies = await context.cookies();
    const elsewhere = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    await elsewhere.addCookies(cookies);
    const otherPage = await elsewhere.newPage();
    await openJobs(otherPage);

    await context.setOffline(true);
    await expect(page.getByRole("status", { name: "Connection" })).toContainText("Offline since");
    await drop(otherPage, [csvFile("meanwhile.csv", "id\r\n1\r\n")]);
    await start(otherPage);
    await expect(jobLink(otherPage, "meanwhile.csv")).toBeVisible();
    await context.setOffline(false);

    await expect(page.getByRole("status", { name: "Connection" })).toHaveText("Live");
    await expect(jobLink(page, "meanwhile.csv")).toBeVisible();
    await elsewhere.close();
  });
});

test.describe("a page that loses the network just after it opened", () => {
  test.use({ expected: /ERR_INTERNET_DISCONNECTED|WebSocket/ });

  test("is whole when it is back", async ({ page, context }) => {
    await openJobs(page);

    await context.setOffline(true);
    await expect(page.getByRole("status", { name: "Connection" })).toContainText("Offline since");
    await page.waitForTimeout(2_000);
    await context.setOffline(false);
    await drop(page, [csvFile("afterwards.csv", "id\r\n1\r\n")]);
    await start(page);

    await expect(jobLink(page, "afterwards.csv")).toBeVisible();
    await expect(jobList(page).getByText("Done").first()).toBeVisible();
  });
});

test("the list is filtered by status and searched by name, in the address", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("apples.csv", "id\r\n1\r\n"), csvFile("pears.csv", "id\r\n1\r\n")]);
  await start(page);
  await expect(jobList(page).getByText("Done")).toHaveCount(2);

  await page.keyboard.press("/");
  await page.keyboard.type("pear");
  await expect(jobLink(page, "apples.csv")).toBeHidden();
  await expect(jobLink(page, "pears.csv")).toBeVisible();
  await page.getByRole("button", { name: "Failed" }).click();
  await expect(jobLink(page, "pears.csv")).toBeHidden();

  await page.reload();
  await expect(page.getByRole("button", { name: "Failed" })).toHaveAttribute("aria-pressed", "true");
  expect(new URL(page.url()).search).toContain("failed");
});

test("a job is deleted, from every tab", async ({ page, context }) => {
  await openJobs(page);
  await drop(page, [csvFile("unwanted.csv", "id\r\n1\r\n")]);
  await start(page);
  await expect(jobList(page).getByText("Done").first()).toBeVisible();
  const otherTab = await context.newPage();
  await openJobs(otherTab);
  await expect(jobLink(otherTab, "unwanted.csv")).toBeVisible();

  await jobLink(page, "unwanted.csv").click();
  await page.getByRole("button", { name: "Delete" }).click();
  const confirm = page
    .getByRole("dialog")
    .or(page.getByRole("alertdialog"))
    .getByRole("button", { name: /Delete/ });
  if (await confirm.isVisible()) await confirm.click();

  await expect(jobLink(otherTab, "unwanted.csv")).toBeHidden({ timeout: 20_000 });
});
