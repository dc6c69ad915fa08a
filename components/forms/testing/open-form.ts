import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright";
import { findBrowser } from "../../../scripts/find-browser.ts";
import type { ShownForm } from "./form-page.tsx";

export interface FormBrowser {
  /** The form by itself on an empty page, in a window as wide as is told. */
  show(form: ShownForm, width?: number): Promise<Page>;
  /** Presses Send; the parameters as they would go to the server. */
  send(page: Page): Promise<unknown>;
  close(): Promise<void>;
}

/** The forms as a browser runs them, without the site around them. */
export async function openFormBrowser(): Promise<FormBrowser> {
  const script = await bundle();
  const executablePath = findBrowser();
  const browser: Browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  return {
    async show(form, width = 360) {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      page.on("pageerror", (error) => {
        throw error;
      });
      await page.setContent("<!doctype html><html lang=en><title>Form</title><body></body></html>");
      await page.addScriptTag({ content: script });
      await page.evaluate((shown) => window.showForm(shown), form);
      return page;
    },
    async send(page) {
      await page.getByRole("button", { name: "Send", exact: true }).click();
      return await page.evaluate(() => window.sent);
    },
    close: () => browser.close(),
  };
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "form-page.tsx")],
    bundle: true,
    write: false,
    format: "iife",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
