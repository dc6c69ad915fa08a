import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createJobResponseSchema, problemSchema } from "#core/api/requests";
import { type Stack, startStack } from "#local/stack";

// What only the built site can show: Next's own routing, proxy.ts before it, and pages.

let home: string;
let stack: Stack;
let site: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "sluice-http-"));
  stack = await startStack({ home, stage: "test-http", web: true, quiet: true });
  if (!stack.webUrl) throw new Error("The site does not run.");
  site = stack.webUrl;
}, 600_000);

afterAll(async () => {
  await stack.close();
  await rm(home, { recursive: true, force: true });
});

const newJob = { operation: "convert", params: { to: "json" }, files: [{ name: "a.csv", size: 3, type: "text/csv" }] };
const asBrowser = { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate", accept: "text/html" };

function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(path, site), { redirect: "manual", ...init });
}

function makeJob(cookie: string, headers: Record<string, string> = {}): Promise<Response> {
  return call("/api/jobs", {
    method: "POST",
    body: JSON.stringify(newJob),
    headers: { "content-type": "application/json", cookie, ...headers },
  });
}

async function firstVisit(): Promise<{ response: Response; cookie: string; html: string }> {
  const response = await call("/", { headers: asBrowser });
  return { response, html: await response.text(), cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

async function codeOf(response: Response): Promise<string> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return problemSchema.parse(await response.json()).code;
}

describe("a page", () => {
  test("runs only scripts that carry its nonce", async () => {
    const { response, html } = await firstVisit();

    const nonce = /'nonce-([^']+)' 'strict-dynamic'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(response.headers.get("content-security-policy")).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
  });

  test("may talk to the buckets and the socket of this stage", async () => {
    const { response } = await firstVisit();

    const connect = /connect-src ([^;]+)/.exec(response.headers.get("content-security-policy") ?? "")?.[1]?.split(" ");
    expect(connect).toEqual(expect.arrayContaining(["'self'", new URL(stack.endpoints.s3).origin, new URL(stack.endpoints.socket).origin]));
  });

  test("is never framed, sniffed or cached, and does not say what made it", async () => {
    const { response } = await firstVisit();

    expect(response.headers.get("x-frame-options")).toBe("DENY");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(response.headers.has("x-powered-by")).toBe(false);
  });

  test.each(["/nowhere", "/jobs/%zz"])("%s is not found, with the same headers", async (path) => {
    const response = await call(path, { headers: asBrowser });

    expect(response.status).toBe(404);
    expect(response.headers.get("content-security-policy")).toContain("'strict-dynamic'");
  });
});

describe("a visitor", () => {
  test("has one workspace on the page and in its calls, however many start at once", async () => {
    const { cookie } = await firstVisit();
    const fromPage = { "sec-fetch-site": "same-origin", origin: site };

    const made = await Promise.all(Array.from({ length: 5 }, () => makeJob(cookie, fromPage)));
    const listed = await call("/api/jobs", { headers: { cookie, "sec-fetch-site": "same-origin" } });

    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(made.some((response) => response.headers.has("set-cookie"))).toBe(false);
    expect((await listed.json()).jobs).toHaveLength(5);
  });

  test("finds nothing of another visitor", async () => {
    const [owner, stranger] = await Promise.all([firstVisit(), firstVisit()]);
    const { job } = createJobResponseSchema.parse(await (await makeJob(owner.cookie)).json());

    const response = await call(`/api/jobs/${job.id}`, { headers: { cookie: stranger.cookie } });

    expect(response.status).toBe(404);
    expect(await codeOf(response)).toBe("not-found");
  });

  test("with a cookie that was tampered with gets a new workspace on a page and 401 from the API", async () => {
    const { cookie } = await firstVisit();
    const tampered = cookie.replace(/.{4}$/, "AAAA");

    const page = await call("/", { headers: { ...asBrowser, cookie: tampered } });
    const api = await call("/api/jobs", { headers: { cookie: tampered, "sec-fetch-site": "same-origin" } });

    expect(page.headers.get("set-cookie")).toMatch(/^sluice_session=/);
    expect(api.status).toBe(401);
    expect(await codeOf(api)).toBe("no-session");
  });
});

describe("the API", () => {
  test("gives a program a session at its first call", async () => {
    const first = await call("/api/jobs");
    const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";

    expect(first.headers.get("set-cookie")).toContain("HttpOnly");
    expect((await makeJob(cookie)).status).toBe(201);
    expect((await (await call("/api/jobs", { headers: { cookie } })).json()).jobs).toHaveLength(1);
  });

  test("refuses a change that another website's page asks for", async () => {
    const { cookie } = await firstVisit();

    const response = await makeJob(cookie, { origin: "https://evil.example" });

    expect(response.status).toBe(403);
    expect(await codeOf(response)).toBe("foreign-origin");
  });

  test.each(["GET", "POST", "DELETE"])("has a problem for %s at an address where nothing is", async (method) => {
    for (const path of ["/api", "/api/nowhere", "/api/jobs/a/b/c", "/api/jobs/%zz", "/api/jobs/%ff"]) {
      const response = await call(path, { method });
      expect(response.status, path).toBe(404);
      expect(await codeOf(response), path).toBe("not-found");
    }
  });

  test("names the methods that are allowed", async () => {
    const response = await call("/api/jobs", { method: "PATCH" });

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  });

  test("refuses a sample that is too large while it still comes in", async () => {
    const chunk = new Uint8Array(256 * 1024);
    let chunks = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (chunks++ < 40) controller.enqueue(chunk);
        else controller.close();
      },
    });

    const response = await call("/api/inspect", { method: "POST", body, duplex: "half" } as RequestInit);

    expect(response.status).toBe(413);
    expect(await codeOf(response)).toBe("sample-too-large");
  });

  test("is described", async () => {
    const response = await call("/api/openapi.json");

    expect(await response.json()).toMatchObject({ openapi: "3.1.0", paths: { "/api/jobs": { post: { operationId: "createJob" } } } });
  });
});
