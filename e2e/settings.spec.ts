import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, openJobs, test } from "./story.ts";

async function openSettings(page: Page): Promise<void> {
  await openJobs(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
}

const section = (page: Page, name: string) => page.getByRole("region", { name });

test("a program gets in by a key that is shown once, and stays out when it was revoked", async ({ page, request }) => {
  await openSettings(page);
  const keys = section(page, "API keys");
  await keys.getByLabel("Name of a new key").fill("nightly upload");
  await keys.getByRole("button", { name: "Make a key" }).click();
  const secret = await keys.getByRole("textbox", { name: "API key", exact: true }).inputValue();
  const ask = () => request.get("/api/jobs", { headers: { "x-api-key": secret } });

  expect((await ask()).status()).toBe(200);
  await keys.getByRole("button", { name: "I have kept it" }).click();
  await page.reload();
  await expect(keys.getByRole("listitem").filter({ hasText: "nightly upload" })).toContainText("last used on");
  await expect(page.getByText(secret)).toHaveCount(0);
  await keys.getByRole("button", { name: "Revoke nightly upload" }).click();
  await keys.getByRole("button", { name: "Revoke for good" }).click();
  await expect(keys.getByText("No program has a key yet.")).toBeVisible();

  expect((await ask()).status()).toBe(401);
});

test("a server is told, and what was sent can be sent again", async ({ page, baseURL }) => {
  test.skip(new URL(baseURL ?? "").hostname !== "localhost", "A deployed site cannot reach this machine.");
  const heard: IncomingHttpHeaders[] = [];
  const failureSeen = Promise.withResolvers<void>();
  const server = createServer(async (incoming, response) => {
    heard.push(incoming.headers);
    const isFirst = heard.length === 1;
    // The page shows how the last attempt went: the second ends when the first was seen.
    if (!isFirst) await failureSeen.promise;
    response.writeHead(isFirst ? 500 : 204).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

  await openSettings(page);
  const webhooks = section(page, "Webhooks");
  await webhooks.getByRole("button", { name: "New webhook" }).click();
  await page.getByLabel("Address").fill(url);
  await page.getByRole("checkbox", { name: "A job is done" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(webhooks.getByRole("textbox", { name: "Webhook secret" })).toHaveValue(/^whsec_/);
  await webhooks.getByRole("button", { name: "I have kept it" }).click();
  await webhooks.getByRole("button", { name: "Send a test" }).click();

  const delivery = webhooks.getByRole("list", { name: "Deliveries" }).getByRole("listitem");
  await expect(delivery).toContainText("answered 500");
  failureSeen.resolve();
  await expect(delivery).toContainText("Delivered", { timeout: 30_000 });
  await delivery.getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => heard.length).toBe(3);
  await webhooks.getByRole("button", { name: `Delete ${url}` }).click();
  await expect(webhooks.getByText("No server is told yet.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(webhooks.getByText(url)).toBeVisible();
  await webhooks.getByRole("button", { name: `Delete ${url}` }).click();
  const deleted = page.waitForResponse((response) => response.request().method() === "DELETE");
  await page.getByRole("button", { name: "Dismiss" }).first().click();
  await deleted;
  await page.reload();
  await expect(webhooks.getByText("No server is told yet.")).toBeVisible();

  expect(new Set(heard.map((headers) => headers["webhook-id"])).size).toBe(1);
  server.close();
});

test("what is written about is kept", async ({ page }) => {
  await openSettings(page);
  const mail = section(page, "E-mail");
  await mail.getByLabel("Write about").selectOption("Nothing");
  await mail.getByLabel("Too many rows set aside are more than").fill("12.5");
  await mail.getByRole("button", { name: "Save" }).click();
  await expect(mail.getByRole("button", { name: "Save" })).toBeDisabled();
  await page.reload();

  await expect(mail.getByLabel("Too many rows set aside are more than")).toHaveValue("12.5");
  await expect(mail.getByLabel("Write about")).toHaveValue("none");
});
