import { describe, expect, test } from "vitest";
import { comesFromOurPage, refuseForeignOrigin } from "./request-origin.ts";

function ask(method: string, headers: Record<string, string>): Request {
  return new Request("http://127.0.0.1:3000/api/jobs", { method, headers: { host: "sluice.example:8443", ...headers } });
}

describe("a call that changes something", () => {
  const allowed: [string, Record<string, string>][] = [
    ["from our own page", { origin: "https://sluice.example:8443", "sec-fetch-site": "same-origin" }],
    ["from our own page, by a browser without Sec-Fetch-Site", { origin: "http://sluice.example:8443" }],
    ["from a program", {}],
    ["from the address bar", { "sec-fetch-site": "none" }],
    ["through a proxy that names the visitor's host", { origin: "https://site.example", "x-forwarded-host": "site.example" }],
  ];
  test.each(allowed)("%s is let through", (_, headers) => {
    expect(() => refuseForeignOrigin(ask("POST", headers))).not.toThrow();
  });

  const refused: [string, Record<string, string>][] = [
    ["from another site", { origin: "https://evil.example" }],
    ["from another port of the same host", { origin: "https://sluice.example" }],
    ["from a sibling domain", { "sec-fetch-site": "same-site" }],
    ["from another site without an Origin", { "sec-fetch-site": "cross-site" }],
    ["from a sandboxed frame", { origin: "null" }],
    ["with an Origin that is no address", { origin: "sluice.example:8443" }],
    ["from the same host, unencrypted, to a site that is not", { origin: "http://sluice.example:8443", "x-forwarded-proto": "https" }],
    ["with two claims that differ", { origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
  ];
  test.each(refused)("%s is refused", (_, headers) => {
    for (const method of ["POST", "DELETE", "PUT", "PATCH"]) {
      expect(() => refuseForeignOrigin(ask(method, headers)), method).toThrow(expect.objectContaining({ code: "foreign-origin" }));
    }
  });

  test("must come from the configured site where there is one, whatever host it was sent to", () => {
    const siteUrl = "https://data.example/";

    expect(() => refuseForeignOrigin(ask("POST", { origin: "https://data.example" }), siteUrl)).not.toThrow();
    expect(() => refuseForeignOrigin(ask("POST", { origin: "https://sluice.example:8443" }), siteUrl)).toThrow();
    expect(() => refuseForeignOrigin(ask("POST", { origin: "http://data.example" }), siteUrl)).toThrow();
  });
});

test("reading is never refused for its origin", () => {
  expect(() => refuseForeignOrigin(ask("GET", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }))).not.toThrow();
});

test("our page is known by what the browser says, else by Origin or Referer", () => {
  expect(comesFromOurPage(ask("GET", { "sec-fetch-site": "same-origin" }))).toBe(true);
  expect(comesFromOurPage(ask("GET", { referer: "http://sluice.example:8443/jobs?x=1" }))).toBe(true);
  expect(comesFromOurPage(ask("GET", { referer: "http://other.example/" }))).toBe(false);
  expect(comesFromOurPage(ask("GET", { "sec-fetch-site": "none", referer: "http://sluice.example:8443/" }))).toBe(false);
  expect(comesFromOurPage(ask("GET", {}))).toBe(false);
});
