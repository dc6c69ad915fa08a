import { csvFile, drop, expect, jobLink, jobList, openJobs, start, startButton, test, toast } from "./story.ts";

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);

test("an empty file and a picture are refused in words before anything is uploaded", async ({ page }) => {
  await openJobs(page);

  await drop(page, [csvFile("nothing.csv", ""), { name: "photo.csv", mimeType: "text/csv", buffer: png }]);

  await expect(page.getByText(/empty/i).first()).toBeVisible();
  await expect(startButton(page)).toBeDisabled();
  await expect(page.getByText("None of these files can be used.")).toBeVisible();
});

test("a file with a header and no rows succeeds with none", async ({ page }) => {
  await openJobs(page);

  await drop(page, [csvFile("header-only.csv", "id,name\r\n")]);
  await start(page);

  await expect(toast(page, /header-only\.csv is ready: 0 rows/)).toBeVisible();
});

test("bad rows are shown before the upload, set aside, and explained with their place", async ({ page }) => {
  await openJobs(page);

  await drop(page, [csvFile("ragged.csv", "id,name,city\r\n1,a,x\r\n2,b\r\n3,c,z\r\n")]);
  await page.getByRole("radio", { name: /set aside/i }).click();
  await start(page);

  await expect(toast(page, "ragged.csv: 1 row set aside")).toBeVisible();
  await jobLink(page, "ragged.csv").click();
  await page.getByRole("tab", { name: /^Issues/ }).click();
  await expect(page.getByText(/line 3/i).first()).toBeVisible();
});

test("a job that stops at a bad row says where, what to do, and can be retried", async ({ page }) => {
  await openJobs(page);

  await drop(page, [csvFile("stops.csv", "id,name\r\n1,a\r\n2\r\n")]);
  await page.getByRole("radio", { name: "Stop" }).click();
  await start(page);
  await expect(toast(page, /stops\.csv: .*line 3/i)).toBeVisible();
  await jobLink(page, "stops.csv").click();
  await expect(page.getByRole("heading", { name: "stops.csv" })).toBeVisible();
  await expect(
    page
      .getByRole("main")
      .getByText(/line 3/i)
      .first(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Retry", exact: true }).click();

  await expect(page.getByRole("list", { name: "Timeline" }).getByText("Failed")).toHaveCount(2);
});

test("a hostile file name is shown as it is and does no harm", async ({ page }) => {
  const name = "..%2Fx%00<script>alert(1)<.csv";
  await openJobs(page);

  await drop(page, [csvFile(name, "id\r\n1\r\n")]);
  await start(page);

  await expect(jobLink(page, name)).toBeVisible();
  await expect(jobList(page).getByText("Done").first()).toBeVisible();
});

test.describe("a job of another workspace", () => {
  test.use({ expected: /404/ });

  test("is not found", async ({ page, browser, baseURL }) => {
    await openJobs(page);
    await drop(page, [csvFile("mine.csv", "id\r\n1\r\n")]);
    await start(page);
    await jobLink(page, "mine.csv").click();
    await page.waitForURL(/\/jobs\//);

    const stranger = await (await browser.newContext(baseURL === undefined ? {} : { baseURL })).newPage();
    await stranger.goto(new URL(page.url()).pathname);

    await expect(stranger.getByText(/no such job|not found|no job/i).first()).toBeVisible();
    expect((await stranger.request.get(`/api${new URL(page.url()).pathname}`)).status()).toBe(404);
  });
});
