import type { Page } from "@playwright/test";
import { csvFile, downloadResult, drop, expect, jobLink, jobList, openJobs, start, startButton, test, toast } from "./story.ts";

const rows = (count: number, row: (n: number) => string) => Array.from({ length: count }, (_, index) => row(index + 1)).join("\r\n");

async function chooseOperation(page: Page, title: string): Promise<void> {
  await page.getByRole("combobox", { name: "What to do" }).selectOption({ label: title });
}

const customers = `id,city\r\n${rows(12, (n) => `${n},${n % 2 ? "Bergen" : "Évora"}`)}\r\n`;

test("a schema is proposed from the file, changed, and rows that break it are set aside", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("checked.csv", `${customers}13,Aachen\r\n`)]);
  await chooseOperation(page, "Validate");
  await expect(startButton(page)).toBeDisabled();

  await page.getByRole("button", { name: "Propose a schema from this file" }).click();
  await page.getByRole("button", { name: "Rules of city" }).click();
  await page.getByRole("textbox", { name: "Allowed values of city" }).fill("Bergen\nÉvora");
  await start(page);

  await expect(toast(page, "checked.csv: 1 row set aside")).toBeVisible();
  await expect(jobList(page).getByText("validate").first()).toBeVisible();
  await jobLink(page, "checked.csv").click();
  await expect(page.getByText("1 set aside").first()).toBeVisible();
  expect((await downloadResult(page)).text.split("\r\n")).toHaveLength(14);
});

test("what the server finds wrong with the settings is said at its place, before anything is uploaded", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("wrong.csv", customers)]);
  await chooseOperation(page, "Validate");
  await page.getByRole("button", { name: "Propose a schema from this file" }).click();
  await page.getByRole("button", { name: "Rules of id" }).click();
  await page.getByRole("textbox", { name: "Pattern of id" }).fill("(");

  await start(page);

  await expect(page.getByText(/^id constraints pattern: /)).toBeVisible();
  await expect(startButton(page)).toBeDisabled();
  await page.getByRole("textbox", { name: "Pattern of id" }).fill("[0-9]+");
  await start(page);
  await expect(toast(page, /wrong\.csv is ready: 12 rows/)).toBeVisible();
});

test("rows are tried, then loaded into records", async ({ page }) => {
  const file = csvFile("people.csv", `customer_id,name\r\n${rows(3, (n) => `${n},Ann ${n}`)}\r\n`);
  await openJobs(page);
  await drop(page, [file]);
  await chooseOperation(page, "Load");
  await page.getByRole("textbox", { name: "Into" }).fill("people");
  await page.getByRole("checkbox", { name: "Only try" }).click();
  await start(page);
  await expect(jobList(page).getByText("dry run: load people").first()).toBeVisible();
  await expect(toast(page, /people\.csv is ready/)).toBeVisible();

  await drop(page, [file]);
  await chooseOperation(page, "Load");
  await page.getByRole("textbox", { name: "Into" }).fill("people");
  await start(page);

  await expect(
    jobList(page)
      .getByText(/· load people$/)
      .first(),
  ).toBeVisible();
  await expect(jobList(page).getByText("Done")).toHaveCount(2);
});

test("settings are saved as a recipe, used again, and fitted to a header that differs a little", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("first.csv", "customer_reference,amount\r\na,1\r\n")]);
  await page.getByRole("radio", { name: "CSV", exact: true }).click();
  await page.getByRole("checkbox", { name: "Keep amount" }).click();
  await page.getByRole("button", { name: "Save these settings" }).click();
  await page.getByRole("textbox", { name: "Name of the recipe" }).fill("references");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Recipe" })).toHaveValue("references");
  await start(page);
  await expect(toast(page, /first\.csv is ready/)).toBeVisible();

  await drop(page, [csvFile("second.csv", "Customer Reference,Amount\r\nb,2\r\n")]);
  await page.getByRole("combobox", { name: "Recipe" }).selectOption("references");
  await page.getByRole("button", { name: "Yes, and remember" }).click();
  await expect(page.getByText("recipe references, version 2")).toBeVisible();
  await start(page);

  await jobLink(page, "second.csv").click();
  await expect(page.getByText("references, version 2")).toBeVisible();
  await expect(page.getByText("Done").first()).toBeVisible();
  expect((await downloadResult(page)).text).toBe("customer_reference\r\nb\r\n");
});

test("three files of a day are one job of customer messages, without being asked", async ({ page }) => {
  await openJobs(page);
  await drop(page, [
    csvFile("items_20261121.csv", "id,order_reference,item_name,quantity,total_price\r\n1,o1,pen,1,20\r\n2,o1,ink,1,67.5\r\n"),
    csvFile("customers_20261121.csv", "id,first_name,last_name,customer_reference,status\r\n1,Ann,A,c1,active\r\n"),
    csvFile("orders_20261121.csv", "id,customer_reference,order_status,order_reference,order_timestamp\r\n1,c1,done,o1,1\r\n"),
  ]);
  await expect(page.getByRole("combobox", { name: "What to do" }).locator("option:checked")).toHaveText("Customer messages");
  await start(page);

  await expect(jobLink(page, "customers_20261121.csv and 2 more")).toBeVisible();
  await jobLink(page, "customers_20261121.csv and 2 more").click();
  await expect(page.getByText("Done").first()).toBeVisible();
  const { text } = await downloadResult(page);
  expect(text).toContain('"customer_reference":"c1","number_of_orders":1,"total_amount_spent":87.5');
});

test("one question is asked over two files", async ({ page }) => {
  await openJobs(page);
  await drop(page, [csvFile("orders.csv", "id,total\r\n1,5\r\n2,7\r\n"), csvFile("items.csv", "order,name\r\n1,pen\r\n1,ink\r\n")]);
  await chooseOperation(page, "Query");
  await page
    .getByRole("textbox", { name: "Query" })
    .fill('SELECT o.id, i.name FROM orders o JOIN items i ON i."order" = o.id ORDER BY i.name');
  await page.getByRole("radio", { name: "CSV", exact: true }).click();
  await start(page);

  await jobLink(page, "orders.csv and 1 more").click();
  await expect(page.getByText("Done").first()).toBeVisible();
  expect((await downloadResult(page)).text).toBe("id,name\r\n1,ink\r\n1,pen\r\n");
});
