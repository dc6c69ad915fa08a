import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, jobLink, openJobs, start, test } from "./story.ts";

const megabytes = 120;
const row = `${"0123456789".repeat(9)},abcdef\r\n`;
const rowsPerChunk = 10_000;
let folder: string;
let file: string;
let rows = 0;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-large-"));
  file = join(folder, "large.csv");
  const handle = await open(file, "w");
  await handle.write("digits,letters\r\n");
  const chunk = row.repeat(rowsPerChunk);
  for (let bytes = 0; bytes < megabytes * 1_000_000; bytes += chunk.length) {
    await handle.write(chunk);
    rows += rowsPerChunk;
  }
  await handle.close();
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

test.describe("a file of more than 100 MB, given up", () => {
  // A part that was on its way when its upload was given up is told so.
  test.use({ expected: /^response: 404 \S*\/uploads\/|status of 404/ });

  test("is given up when its upload is cancelled", async ({ page, context }) => {
    // Over a slow line the file is on its way for a minute.
    const line = await context.newCDPSession(page);
    await line.send("Network.enable");
    await line.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 2_000_000,
    });
    await openJobs(page);

    await page.getByLabel("Files", { exact: true }).setInputFiles(file);
    await start(page);
    await jobLink(page, "large.csv").click();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();

    await expect(page.getByRole("main").getByText("Cancelled").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Retry", exact: true })).toBeVisible();
  });
});

test.describe("a file of more than 100 MB", () => {
  test.use({ expected: /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket/ });

  test("goes up in parts, waits while the network is away, and goes on", async ({ page, context }) => {
    test.setTimeout(180_000);
    let parts = 0;
    page.on("request", (request) => {
      if (request.method() === "PUT" && new URL(request.url()).searchParams.has("partNumber")) parts++;
    });
    await openJobs(page);

    await page.getByLabel("Files", { exact: true }).setInputFiles(file);
    await start(page);
    await expect.poll(() => parts).toBeGreaterThan(0);
    await context.setOffline(true);
    await expect(page.getByRole("status", { name: "Connection" })).toContainText(/Offline|Reconnecting/);
    await context.setOffline(false);

    await jobLink(page, "large.csv").click();
    const grouped = rows.toLocaleString("en-GB");
    await expect(page.getByText(grouped).first()).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText("Done").first()).toBeVisible();
    expect(parts).toBeGreaterThan(4);
  });
});
