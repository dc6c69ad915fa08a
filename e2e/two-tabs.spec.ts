import { csvFile, drop, expect, jobLink, jobList, openJobs, start, test, toast, toastCard } from "./story.ts";

const isReady = (name: string) => new RegExp(`^${name.replaceAll(".", "\\.")} is ready`);

test("files that two tabs send at once are in both, and each is told once", async ({ page, context }) => {
  const other = await context.newPage();
  await Promise.all([openJobs(page), openJobs(other)]);
  await drop(page, [csvFile("left.csv", "id\r\n1\r\n")]);
  await drop(other, [csvFile("right.csv", "id\r\n1\r\n")]);

  await Promise.all([start(page), start(other)]);

  for (const tab of [page, other]) {
    await expect(jobList(tab).getByText("Done")).toHaveCount(2);
    for (const name of ["left.csv", "right.csv"]) {
      await expect(jobLink(tab, name)).toHaveCount(1);
      expect(await toast(tab, isReady(name)).count()).toBeLessThanOrEqual(1);
    }
  }
});

test("news that was read in one tab is none in the other", async ({ page, context }) => {
  const other = await context.newPage();
  await Promise.all([openJobs(page), openJobs(other)]);
  await drop(page, [csvFile("read.csv", "id\r\n1\r\n")]);
  await start(page);
  // Under the pointer a toast stays.
  await Promise.all([page, other].map((tab) => toast(tab, isReady("read.csv")).hover()));

  await toastCard(page, isReady("read.csv")).getByRole("button", { name: "Dismiss" }).click();

  await expect(toast(other, isReady("read.csv"))).toBeHidden();
});

test("a job that is retried, then deleted in one tab is so in the other, which shows it", async ({ page, context }) => {
  await openJobs(page);
  await drop(page, [csvFile("stops.csv", "id,name\r\n1,a\r\n2\r\n")]);
  await page.getByRole("radio", { name: "Stop" }).click();
  await start(page);
  await expect(jobList(page).getByText("Failed")).toBeVisible();
  const other = await context.newPage();
  await other.goto((await jobLink(page, "stops.csv").getAttribute("href")) ?? "");
  const failures = other.getByRole("list", { name: "Timeline" }).getByText("Failed");
  await expect(failures).toHaveCount(1);

  await jobLink(page, "stops.csv").hover();
  await page.getByRole("button", { name: "Retry stops.csv" }).click();
  await expect(failures).toHaveCount(2);

  await jobLink(page, "stops.csv").hover();
  await page.getByRole("button", { name: "Delete stops.csv" }).click();
  await toastCard(page, /stops\.csv/)
    .filter({ hasText: "Undo" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(jobLink(page, "stops.csv")).toBeVisible();
  await jobLink(page, "stops.csv").hover();
  await page.getByRole("button", { name: "Delete stops.csv" }).click();
  await toastCard(page, /stops\.csv/)
    .filter({ hasText: "Undo" })
    .getByRole("button", { name: "Dismiss" })
    .click();

  await expect(other.getByRole("heading", { name: "There is no such job" })).toBeVisible();
});
