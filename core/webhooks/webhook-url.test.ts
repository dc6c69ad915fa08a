import { expect, it } from "vitest";
import { requireWebhookUrl } from "./webhook-url.ts";

it.each([
  ["https://example.com/hooks?of=sluice#part", "https://example.com/hooks?of=sluice"],
  ["https://example.com:8443", "https://example.com:8443/"],
])("takes %s", (text, url) => {
  expect(requireWebhookUrl(text, { toLoopback: false })).toBe(url);
});

it.each(["http://localhost:4000/x", "http://127.0.0.1/x", "http://[::1]:80/x"])("takes %s only where a stage allows it", (text) => {
  expect(requireWebhookUrl(text, { toLoopback: true })).toBe(new URL(text).href);
  expect(() => requireWebhookUrl(text, { toLoopback: false })).toThrow(expect.objectContaining({ code: "invalid-webhook" }));
});

it.each([
  "example.com",
  "http://example.com",
  "ftp://example.com",
  "https://user:pass@example.com",
  "file:///etc/passwd",
  `https://e.com/${"x".repeat(2000)}`,
])("refuses %s", (text) => {
  expect(() => requireWebhookUrl(text, { toLoopback: true })).toThrow(expect.objectContaining({ code: "invalid-webhook" }));
});
