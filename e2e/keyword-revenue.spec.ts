import { seriousViolations } from "./serious-violations.ts";
import { csvFile, downloadResult, drop, expect, jobLink, openJobs, overflowPx, start, test, toast } from "./story.ts";

const names = "hit_time_gmt,date_time,user_agent,ip,event_list,geo_city,geo_region,geo_country,pagename,page_url,product_list,referrer";

function hit(time: number, ip: number, { referrer = "", product = "" }: { referrer?: string; product?: string }): string {
  const event = product === "" ? "" : "1";
  const cells = [
    time,
    "2009-09-27 06:34:40",
    "Mozilla/5.0",
    `10.0.0.${ip}`,
    event,
    "",
    "",
    "",
    "Home",
    "http://www.shop.example/",
    product,
    referrer,
  ];
  return cells.join("\t");
}

/** Visitors by number: each comes by a keyword of its own and buys for so much. */
function hitsOf(revenues: readonly string[]): string {
  const lines = revenues.flatMap((revenue, index) => [
    hit(index, index, { referrer: `http://www.google.com/search?q=Keyword+${index + 1}` }),
    hit(1_000 + index, index, { product: `Electronics;Zune;1;${revenue};` }),
  ]);
  return `${[names.replaceAll(",", "\t"), ...lines].join("\n")}\n`;
}

test("a shop's hits become revenue by keyword: seen as bars, heard as a table, downloaded under the name of their day", async ({
  page,
}) => {
  const revenues = Array.from({ length: 23 }, (_, index) => String(1_000 - 40 * index));
  await openJobs(page);

  await drop(page, [csvFile("hits.tsv", hitsOf(revenues))]);
  await expect(page.getByRole("combobox", { name: "What to do" })).toHaveValue("keyword-revenue");
  await start(page);
  await expect(toast(page, /hits\.tsv is ready/)).toBeVisible();
  await jobLink(page, "hits.tsv").click();

  const chart = page.getByRole("table", { name: "Revenue by search keyword, the highest first" });
  await expect(chart.getByRole("rowheader")).toHaveCount(21);
  await expect(chart.getByRole("row").nth(1)).toHaveAccessibleName(/^keyword 1\s*google\.com.*1,000\.00$/);
  await expect(chart.getByRole("row").last()).toHaveAccessibleName(/^3 others.*480\.00$/);
  await expect(page.getByText("23 purchases for 12,880.00, each put down to its visitor's first search.")).toBeVisible();
  const download = await downloadResult(page);
  expect(download.name).toBe("2009-09-27_SearchKeywordPerformance.tab");
  expect(download.text.split("\n").slice(0, 2)).toEqual([
    "Search Engine Domain\tSearch Keyword\tRevenue",
    "google.com\tkeyword 1\t1000.00",
  ]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the bars can be read in ${colorScheme}, on a wide and on a narrow screen`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await openJobs(page);
    await drop(page, [csvFile(`bars-${colorScheme}.tsv`, hitsOf(["120000.5", "80", "-45", "0"]))]);
    await start(page);
    await jobLink(page, `bars-${colorScheme}.tsv`).click();
    await expect(page.getByRole("table", { name: /^Revenue by search keyword/ })).toBeVisible();

    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await seriousViolations(page)).toEqual([]);
      expect(await overflowPx(page)).toBe(0);
      await test.info().attach(`bars-${width}`, { body: await page.screenshot({ fullPage: true }), contentType: "image/png" });
    }
  });
}
