import { expect, test } from "vitest";
import { createNonce, pageContentSecurityPolicy, securityHeaders } from "./security-headers.ts";

const connectTo = ["http://127.0.0.1:9001", "http://127.0.0.1:9001", "ws://127.0.0.1:9002"];

function directivesOf(policy: string): Record<string, string[]> {
  return Object.fromEntries(policy.split("; ").map((directive) => [directive.split(" ")[0] ?? "", directive.split(" ").slice(1)]));
}

test("scripts run by nonce only", () => {
  const policy = directivesOf(pageContentSecurityPolicy({ nonce: "bm9uY2U=", connectTo, secure: false, development: false }));

  expect(policy["script-src"]).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'", "'wasm-unsafe-eval'"]);
  expect(policy["style-src"]).toEqual(["'self'", "'nonce-bm9uY2U='"]);
  expect(policy["style-src-attr"]).toEqual(["'unsafe-inline'"]);
  expect(policy["worker-src"]).toEqual(["'self'", "blob:"]);
  expect(policy["frame-ancestors"]).toEqual(["'none'"]);
});

test("a page talks to the site, the buckets and the socket, and to nothing else", () => {
  const policy = directivesOf(pageContentSecurityPolicy({ nonce: "n", connectTo, secure: false, development: false }));

  expect(policy["connect-src"]).toEqual(["'self'", "http://127.0.0.1:9001", "ws://127.0.0.1:9002"]);
  expect(policy["default-src"]).toEqual(["'self'"]);
});

test("eval is for development only", () => {
  const policy = (development: boolean) => pageContentSecurityPolicy({ nonce: "n", connectTo, secure: false, development });

  expect(policy(true)).toContain("'unsafe-eval'");
  expect(policy(false)).not.toContain("'unsafe-eval'");
});

test("https is insisted on where the site is https", () => {
  expect(securityHeaders({ contentSecurityPolicy: "", secure: true })).toHaveProperty("strict-transport-security");
  expect(securityHeaders({ contentSecurityPolicy: "", secure: false })).not.toHaveProperty("strict-transport-security");
  expect(pageContentSecurityPolicy({ nonce: "n", connectTo, secure: true, development: false })).toContain("upgrade-insecure-requests");
});

test("no nonce comes twice", () => {
  const nonces = Array.from({ length: 1000 }, createNonce);

  expect(new Set(nonces).size).toBe(nonces.length);
  for (const nonce of nonces) expect(nonce).toMatch(/^[\w+/]{22}==$/);
});
