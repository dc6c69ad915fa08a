import fc from "fast-check";
import { expect, it } from "vitest";
import { findTouch } from "./find-touch.ts";
import { OtherSites } from "./other-sites.ts";

const knows = (sites: OtherSites, url: string) => {
  const bytes = new TextEncoder().encode(`x${url}y`);
  return sites.has(bytes, 1, bytes.length - 1);
};

it("sites that are no engine's are known again by how their URLs begin", () => {
  const sites = new OtherSites();
  for (const url of ["http://www.shop.com/a?q=1", "http://www.google.com/search?q=a", "http://other.com", "https://ü.com/"])
    sites.learn(url);

  expect(knows(sites, "http://www.shop.com/other")).toBe(true);
  expect(knows(sites, "http://www.shop.com/")).toBe(true);
  expect(knows(sites, "http://www.shop.com")).toBe(false);
  expect(knows(sites, "http://www.shop.com.google.com/?q=a")).toBe(false);
  expect(knows(sites, "http://www.google.com/search?q=a")).toBe(false);
  expect(knows(sites, "http://other.com.google.com/?q=a")).toBe(false);
});

it("a URL of a known site is no touch, whatever stood in the file", () => {
  const part = fc.constantFrom(
    "http://",
    "google.com",
    "shop.com",
    "www.",
    "@",
    "/",
    "?",
    "q=a",
    "#",
    "\\",
    ":80",
    ".",
    " ",
    "é",
    "//",
    "&",
  );
  const url = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.array(url, { maxLength: 6 }), url, (learned, asked) => {
      const sites = new OtherSites();
      for (const text of learned) sites.learn(text);

      if (knows(sites, asked)) expect(findTouch({ referrer: asked, pageUrl: () => "" }, { foldCase: true })).toBeNull();
    }),
    { numRuns: 500 },
  );
});
