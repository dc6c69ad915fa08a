import type { Page } from "@playwright/test";
import { publishTable } from "./publish-table.ts";
import { seriousViolations } from "./serious-violations.ts";
import { expect, openJobs, overflowPx, test, toastCard } from "./story.ts";

test.describe.configure({ timeout: 120_000 });

const visits = "SELECT page, SUM(CAST(visits AS BIGINT)) AS visits\nFROM visits\nGROUP BY 1\nORDER BY visits DESC";
const visitsCsv = (home: number, cart: number) =>
  `at,page,visits\r\n2026-01-31T07:10:00Z,home,${home}\r\n2026-01-31T08:20:00Z,cart,${cart}\r\n`;

function card(page: Page, title: string) {
  return page.getByRole("list", { name: "Cards" }).getByRole("listitem", { name: title, exact: true });
}

async function titlesOfCards(page: Page): Promise<string[]> {
  return await page.getByRole("list", { name: "Cards" }).getByRole("heading").allInnerTexts();
}

async function makeDashboard(page: Page, name: string): Promise<void> {
  await page.goto("/dashboards");
  await page.getByRole("button", { name: "New dashboard" }).press("Enter");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

test("a saved query becomes a chart on a dashboard, which changes by itself when more is published", async ({ page }) => {
  await openJobs(page);
  await publishTable(page, { table: "visits", file: "visits.csv", text: visitsCsv(3, 1), params: { time: "at" } });
  await page.request.post("/api/saved-queries", { data: { title: "Visits by page", sql: visits } });

  await makeDashboard(page, "The shop");
  await page.getByRole("button", { name: "Add a card" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add a card" });
  await dialog.getByRole("combobox", { name: "Saved query" }).selectOption({ label: "Visits by page" });
  await expect(dialog.getByRole("radio", { name: "Bars" })).toBeChecked({ timeout: 30_000 });
  await dialog.getByRole("button", { name: "Add the card" }).click();
  const home = card(page, "Visits by page").getByRole("row", { name: /^home/ });
  await expect(home).toHaveAccessibleName(/3$/);

  await publishTable(page, { table: "visits", file: "more.csv", text: visitsCsv(40, 2), params: { time: "at" } });
  await expect(home).toHaveAccessibleName(/43$/, { timeout: 30_000 });
  await page.reload();
  await expect(home).toHaveAccessibleName(/43$/, { timeout: 30_000 });
});

test("cards are moved, made wider, taken away and had back by keyboard", async ({ page }) => {
  await openJobs(page);
  const cards = ["One", "Two", "Three"].map((title) => ({
    ...{ id: title, title, sql: `SELECT ${title.length} AS n`, width: 4 },
    chart: { kind: "number", value: "n" },
  }));
  const made = await page.request.post("/api/dashboards", { data: { title: "Numbers", cards } });
  const { dashboard } = (await made.json()) as { dashboard: { id: string } };
  await page.goto(`/dashboards/${dashboard.id}`);
  await expect(card(page, "Three").getByText("5", { exact: true })).toBeVisible({ timeout: 30_000 });

  await page.getByRole("button", { name: "Move One" }).press("ArrowRight");
  await expect.poll(() => titlesOfCards(page)).toEqual(["Two", "One", "Three"]);
  await page.getByRole("button", { name: "More of Two" }).press("Enter");
  await page.getByRole("menuitem", { name: "As wide as the page" }).press("Enter");
  await page.getByRole("button", { name: "More of Three" }).press("Enter");
  await page.getByRole("menuitem", { name: "Take away" }).press("Enter");
  await expect.poll(() => titlesOfCards(page)).toEqual(["Two", "One"]);
  await toastCard(page, "Took away the card Three").getByRole("button", { name: "Undo" }).press("Enter");
  await expect.poll(() => titlesOfCards(page)).toEqual(["Two", "One", "Three"]);

  await expect
    .poll(async () => {
      const { dashboard: stored } = (await (await page.request.get(`/api/dashboards/${dashboard.id}`)).json()) as {
        dashboard: { cards: { title: string; width: number }[] };
      };
      return stored.cards.map(({ title, width }) => `${title} ${width}`);
    })
    .toEqual(["Two 12", "One 4", "Three 4"]);
});

const hits = ["hit_time_gmt\tpagename\tgeo_country", "1254033280\tHome\tUS", "1254036880\tCart\tUS", "1254036881\tHome\tDE", ""].join("\n");
const hourly =
  "hour,search_engine_domain,search_keyword,purchases,revenue\r\n2009-09-27T07:00:00Z,google.com,ipod,2,290.00\r\n2009-09-27T08:00:00Z,bing.com,zune,1,250.00\r\n";

test("a ready dashboard says how its tables come to be, and fills when they do", async ({ page }) => {
  await openJobs(page);
  await publishTable(page, { table: "hits", file: "hits.tsv", text: hits, params: { time: "hit_time_gmt" } });
  await page.goto("/dashboards");
  await page.getByRole("button", { name: "Use Keyword revenue" }).click();
  await expect(page.getByRole("heading", { name: "Keyword revenue", level: 1 })).toBeVisible();
  await expect(card(page, "Input hits").getByText("3", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(card(page, "Revenue")).toContainText("There is no table keyword_revenue yet.", { timeout: 60_000 });

  await publishTable(page, { table: "keyword_revenue", file: "hourly.csv", text: hourly, params: { time: "hour" } });

  await expect(card(page, "Revenue").getByText("540", { exact: false })).toBeVisible({ timeout: 60_000 });
  const bars = card(page, "Revenue by engine and keyword");
  await expect(bars.getByRole("row", { name: /^google\.com: ipod/ })).toHaveAccessibleName(/290(\.00)?$/, { timeout: 60_000 });
  const lines = card(page, "Revenue against input hits, by hour").getByRole("application");
  await lines.focus();
  await page.keyboard.press("End");
  await expect(card(page, "Revenue against input hits, by hour").getByRole("status").first()).toContainText(
    "27 Sept 2009, 08:00".replace("Sept", "Sep"),
  );

  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await seriousViolations(page)).toEqual([]);
      expect(await overflowPx(page)).toBe(0);
      await test
        .info()
        .attach(`dashboard-${colorScheme}-${width}`, { body: await page.screenshot({ fullPage: true }), contentType: "image/png" });
    }
  }
});
