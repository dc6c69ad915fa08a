import { expect, it } from "vitest";
import { settingsSchema } from "./settings.ts";

it.each([
  ["https://files.example.com", "https://files.example.com"],
  ["", undefined],
  [undefined, undefined],
])("takes %j for the site's address as %j", (siteUrl, expected) => {
  const parsed = settingsSchema.shape.siteUrl.parse(siteUrl);

  expect(parsed).toBe(expected);
});

it("refuses an address that is none", () => {
  expect(settingsSchema.shape.siteUrl.safeParse("files.example.com").success).toBe(false);
});
