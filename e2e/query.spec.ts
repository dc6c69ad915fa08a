import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { publishTable } from "./publish-table.ts";
import { seriousViolations } from "./serious-violations.ts";
import { expect, expectFocusIn, openJobs, overflowPx, test } from "./story.ts";

const cities = ["Berlin", "Lisbon", "Kraków"];
const ordersCsv = `order_id,city,ordered_at\n${Array.from(
  { length: 1200 },
  (_, n) => `${n + 1},${cities[n % 3]},2026-01-31T${String(n % 4).padStart(2, "0")}:10:00Z\n`,
).join("")}`;
const orders = {
  table: "orders",
  file: "orders.csv",
  text: ordersCsv,
  params: { time: "ordered_at" },
};
const byCity = "SELECT city, count(*) AS orders FROM orders GROUP BY city ORDER BY city";

const editor = (page: Page) => page.getByRole("textbox", { name: "Statement" });
const answer = (page: Page) => page.getByRole("region", { name: "Answer" });
const grid = (page: Page) => page.getByRole("grid", { name: "Rows of the answer" });

async function openQuery(page: Page): Promise<void> {
  await openJobs(page);
  await publishTable(page, orders);
  await page.getByRole("link", { name: "Query", exact: true }).click();
  await expect(editor(page)).toBeVisible();
  await expect(answer(page).getByRole("button", { name: /The latest rows of orders/ })).toBeVisible();
}

async function write(page: Page, sql: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(sql);
}

test("a table is asked by keyboard, and its answer charted, saved, downloaded and found again", async ({ page }) => {
  await openQuery(page);

  await test.step("names are completed from the catalogue", async () => {
    await editor(page).click();
    await page.keyboard.insertText("SELECT city, count(*) AS orders FROM ");
    await page.keyboard.type("ord");
    await expect(page.getByRole("option", { name: /^orders/ })).toBeVisible();
    // The editor takes no press for its list before that was there for a moment: it may have been meant for the text.
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await page.keyboard.insertText(" GROUP BY city ORDER BY city");
    await expect(editor(page)).toContainText(byCity);
  });

  await test.step("what it would read is said before it runs", async () => {
    await expect(page.getByText(/^Reads at most .* in 4 of 4 hours$/)).toBeVisible();
  });

  await test.step("it runs by keyboard, and the rows are there", async () => {
    await page.keyboard.press("Control+Enter");
    await expect(answer(page).getByText("Done")).toBeVisible();
    await expect(answer(page)).toContainText(/Read .* in .* · 3 rows/);
    await expect(grid(page).getByRole("row").nth(1)).toContainText("Berlin");
    await expect(grid(page).getByRole("row").nth(1)).toContainText("400");
    await expect(page).toHaveURL(/\/query\?q=/);
  });

  await test.step("one press makes a chart", async () => {
    await answer(page).getByRole("button", { name: "Chart" }).click();
    await expect(answer(page).getByRole("radio", { name: "Bars" })).toBeChecked();
    await answer(page).getByRole("button", { name: "Rows" }).click();
  });

  await test.step("the file is the answer to the byte", async () => {
    const downloading = page.waitForEvent("download");
    await answer(page).getByRole("button", { name: "Download" }).click();
    await page.getByRole("menuitem", { name: "CSV", exact: true }).click();
    const text = await readFile(await (await downloading).path(), "utf8");
    expect(text).toBe("city,orders\r\nBerlin,400\r\nKraków,400\r\nLisbon,400\r\n");
  });

  await test.step("it is saved under a title, and opened again", async () => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expectFocusIn(page.getByRole("dialog", { name: "Save the query" }));
    await page.keyboard.insertText("Orders by city");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/saved=/);
    await page.getByRole("tab", { name: "Saved" }).click();
    await expect(page.getByRole("list", { name: "Saved queries" }).getByText("Orders by city")).toBeVisible();
  });

  await test.step("the history brings statement and answer back, after what was written since", async () => {
    await write(page, "SELECT 1 AS one FROM orders LIMIT 1");
    await page.keyboard.press("Control+Enter");
    await expect(answer(page)).toContainText("1 row");
    await page.getByRole("tab", { name: "History" }).click();
    await page
      .getByRole("list", { name: "History" })
      .getByRole("button", { name: /^SELECT city/ })
      .click();
    await expect(editor(page)).toContainText(byCity);
    await expect(grid(page).getByRole("row").nth(1)).toContainText("Berlin");
  });

  await test.step("what is written and not run outlasts a reload", async () => {
    await write(page, "SELECT city FROM orders -- not yet run");
    await page.reload();
    await expect(editor(page)).toContainText("-- not yet run");
  });
});

test.describe("answers and failures", () => {
  test.use({ expected: /^(response: 422 \/api\/query|console: Failed to load resource: the server responded with a status of 422)/ });

  test("any row of a long answer is a press away, and what fails says where", async ({ page }) => {
    await openQuery(page);

    await write(
      page,
      "SELECT CAST(o.order_id AS BIGINT) AS a, CAST(p.order_id AS BIGINT) AS b FROM orders o CROSS JOIN orders p ORDER BY 1, 2 LIMIT 100000",
    );
    await page.keyboard.press("Control+Enter");
    await expect(answer(page)).toContainText("100,000 rows");
    await page.getByRole("textbox", { name: "Go to row" }).fill("90000");
    await page.keyboard.press("Enter");
    await expect(grid(page).getByRole("rowheader", { name: "90000", exact: true })).toBeVisible();
    await expect(grid(page).getByRole("row", { name: /^90000/ })).toContainText("75");

    await write(page, "SELECT city\nFROM orders\nWHERE cty = 'Berlin'");
    await page.keyboard.press("Control+Enter");
    await expect(answer(page).getByText("It did not run")).toBeVisible();
    await expect(answer(page)).toContainText("cty");

    await write(page, "DROP TABLE orders");
    await page.keyboard.press("Control+Enter");
    await expect(answer(page)).toContainText(/SELECT/);
  });
});

test.describe("a query that takes long", () => {
  test("is stopped", async ({ page }) => {
    await openQuery(page);

    await write(
      page,
      "SELECT count(*) AS n FROM orders a, orders b, orders c, orders d WHERE concat(a.order_id, b.order_id, c.order_id) <> d.order_id",
    );
    await page.keyboard.press("Control+Enter");
    await expect(answer(page).getByText("Running")).toBeVisible();
    await page.getByRole("button", { name: "Stop" }).click();

    await expect(answer(page).getByText("It was stopped")).toBeVisible();
    await expect(page.getByRole("button", { name: "Run", exact: true })).toBeEnabled();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 360]) {
    test.describe(`in ${colorScheme}, ${width} px wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

      test("the page Query has no serious violation and does not scroll sideways", async ({ page }) => {
        await openQuery(page);
        expect(await seriousViolations(page)).toEqual([]);

        await write(page, byCity);
        await page.keyboard.press("Control+Enter");
        await expect(grid(page)).toContainText("Berlin");
        expect(await seriousViolations(page)).toEqual([]);

        if (width < 1024) await page.getByRole("button", { name: "Tables and history" }).click();
        await page.getByRole("tab", { name: "History" }).click();
        await expect(page.getByRole("list", { name: "History" })).toBeVisible();
        expect(await seriousViolations(page)).toEqual([]);
        expect(await overflowPx(page)).toBe(0);
      });
    });
  }
}
