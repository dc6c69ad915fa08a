import { readFile } from "node:fs/promises";
import { csvFile, drop, expect, jobLink, openJobs, overflowPx, start, test, toast } from "./story.ts";

test.describe.configure({ timeout: 180_000 });

const columns = "hit_time_gmt,date_time,user_agent,ip,event_list,geo_city,geo_region,geo_country,pagename,page_url,product_list,referrer";

interface HitCells {
  time: number | string;
  visitor: number;
  referrer?: string;
  product?: string;
}

function hit({ time, visitor, referrer = "", product = "" }: HitCells): string {
  const bought = product === "" ? "" : "1";
  const page = product === "" ? "Home" : "Order complete";
  const place = ["Salem", "OR", "US"];
  return [
    ...[time, "2009-09-27 06:34:40", "Mozilla/5.0", `10.0.0.${visitor}`, bought, ...place],
    ...[page, "http://www.shop.example/", product, referrer],
  ].join("\t");
}

/** 06:34 UTC. Each visitor comes by a keyword of their own, and buys an hour later. */
const morning = 1_254_033_280;
const hits = [
  columns.replaceAll(",", "\t"),
  hit({ time: morning, visitor: 1, referrer: "http://www.google.com/search?q=Ipod" }),
  hit({ time: morning + 10, visitor: 2, referrer: "http://www.bing.com/search?q=Zune" }),
  hit({ time: "noon", visitor: 3 }),
  hit({ time: morning + 3600, visitor: 1, product: "Electronics;Ipod;1;290;" }),
  hit({ time: morning + 3610, visitor: 2, product: "Electronics;Zune;1;250;" }),
  "",
].join("\n");

test("hits become a table of the lake and revenue by the hour: asked, charted, put on a dashboard and downloaded", async ({ page }) => {
  const answer = page.getByRole("region", { name: "Answer" });
  await openJobs(page);

  await test.step("the file of hits is published by the hour of its hits", async () => {
    await drop(page, [csvFile("hits.tsv", hits)]);
    await page.getByRole("combobox", { name: "What to do" }).selectOption("publish");
    await page.getByRole("textbox", { name: "Table" }).fill("hits");
    await page.getByRole("combobox", { name: "Time", exact: true }).selectOption("hit_time_gmt");
    await start(page);
    await expect(toast(page, /1 row(s)? set aside/)).toBeVisible({ timeout: 60_000 });
    await jobLink(page, "hits.tsv").click();
    await expect(page.getByRole("region", { name: "In the lake" })).toContainText("In the lake as hits: 2 hours, 2 files");
  });

  await test.step("its rows are asked for, charted and downloaded", async () => {
    await page.getByRole("link", { name: "Query hits" }).click();
    const editor = page.getByRole("textbox", { name: "Statement" });
    await editor.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("SELECT pagename, count(*) AS hits, min(hour) AS hour FROM hits GROUP BY pagename ORDER BY pagename");
    await page.keyboard.press("Control+Enter");
    await expect(answer).toContainText("2 rows");
    await answer.getByRole("button", { name: "Chart" }).click();
    await expect(answer.getByRole("row", { name: /^Home/ })).toBeVisible();
    const downloading = page.waitForEvent("download");
    await answer.getByRole("button", { name: "Download" }).click();
    await page.getByRole("menuitem", { name: "CSV", exact: true }).click();
    expect(await readFile(await (await downloading).path(), "utf8")).toBe("pagename,hits,hour\r\nHome,2,6\r\nOrder complete,2,7\r\n");
  });

  await test.step("a query of one hour reads that hour's partition alone", async () => {
    const editor = page.getByRole("textbox", { name: "Statement" });
    await editor.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("SELECT product_list FROM hits WHERE _time >= TIMESTAMP '2009-09-27 07:00:00' ORDER BY product_list");
    await expect(page.getByText(/^Reads at most .* in 1 of 2 hours$/)).toBeVisible();
  });

  await test.step("the same hits become revenue, whose hours are published from the job's page", async () => {
    await page.getByRole("link", { name: "Jobs", exact: true }).click();
    await drop(page, [csvFile("shop.tsv", hits)]);
    await expect(page.getByRole("combobox", { name: "What to do" })).toHaveValue("keyword-revenue");
    await start(page);
    await jobLink(page, "shop.tsv").click();
    await page.getByRole("button", { name: "Publish…" }).click();
    const dialog = page.getByRole("dialog", { name: "Publish to the lake" });
    await expect(dialog.getByRole("textbox", { name: "Table" })).toHaveValue("keyword_revenue");
    await dialog.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByRole("region", { name: "In the lake" })).toContainText("In the lake as keyword_revenue: 1 hour, 1 file");
  });

  await test.step("the ready dashboard draws both", async () => {
    await page.getByRole("link", { name: "Dashboards", exact: true }).click();
    await page.getByRole("button", { name: "Use Keyword revenue" }).click();
    const card = (title: string) => page.getByRole("list", { name: "Cards" }).getByRole("listitem", { name: title, exact: true });
    await expect(card("Input hits").getByText("4", { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(card("Revenue").getByText("540", { exact: false })).toBeVisible({ timeout: 60_000 });
    await expect(card("Revenue by engine and keyword").getByRole("row", { name: /^google\.com: ipod/ })).toBeVisible({ timeout: 60_000 });
    expect(await overflowPx(page)).toBe(0);
  });
});

test("what a job published goes with the job", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("visits.csv", "at,page\r\n2026-01-31T07:10:00Z,home\r\n")]);
  await page.getByRole("combobox", { name: "What to do" }).selectOption("publish");
  await page.getByRole("textbox", { name: "Table" }).fill("visits");
  await page.getByRole("combobox", { name: "Time", exact: true }).selectOption("at");
  await start(page);
  await jobLink(page, "visits.csv").click();
  await expect(page.getByRole("region", { name: "In the lake" })).toContainText("In the lake as visits: 1 hour, 1 file");
  const { tables } = await (await page.request.get("/api/tables")).json();
  expect(tables).toMatchObject([{ name: "visits", rows: 1, files: 1 }]);

  await page.getByRole("button", { name: "Delete", exact: true }).click();

  await expect.poll(async () => (await (await page.request.get("/api/tables")).json()).tables[0]?.rows, { timeout: 30_000 }).toBe(0);
});
