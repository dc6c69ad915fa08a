import { csvFile, drop, expect, jobLink, jobList, openJobs, start, test } from "./story.ts";

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
  await page.getByRole("button", { name: "Delete", exact: true }).click();

  // In truth when its toast has gone.
  await expect(jobLink(otherTab, "unwanted.csv")).toBeHidden({ timeout: 20_000 });
});
