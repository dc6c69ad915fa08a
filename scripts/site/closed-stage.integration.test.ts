import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClosedStage, startClosedStage } from "./closed-stage.ts";

const ownerLinkScript = fileURLToPath(new URL("../owner-link.ts", import.meta.url));
const buildsWithinMs = 300_000;

let stage: ClosedStage;

beforeAll(async () => {
  stage = await startClosedStage();
}, buildsWithinMs);
afterAll(() => stage?.close());

function ask(path: string, init: RequestInit & { cookie?: string } = {}): Promise<Response> {
  const { cookie, ...rest } = init;
  return fetch(`${stage.site.url}${path}`, { redirect: "manual", ...rest, headers: { ...rest.headers, ...(cookie && { cookie }) } });
}

function post(path: string, body: unknown, init: { cookie?: string; headers?: Record<string, string> } = {}): Promise<Response> {
  const headers = { "content-type": "application/json", ...init.headers };
  return ask(path, { ...init, method: "POST", body: JSON.stringify(body), headers });
}

const cookieOf = (response: Response) => response.headers.get("set-cookie")?.split(";")[0] ?? "";

describe("before anybody opened it", () => {
  test("a page says that the site is private, as 401, and makes no session", async () => {
    const response = await ask("/");

    expect(response.status).toBe(401);
    expect(await response.text()).toContain("This Sluice is private");
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  test("the API answers 401, and health and its description everybody", async () => {
    const refused = await ask("/api/jobs");
    const health = await ask("/api/health");

    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: "no-session" });
    expect(health.status).toBe(200);
    expect((await ask("/api/openapi.json")).status).toBe(200);
  });

  test("whoever deploys can have the link printed", () => {
    const { stdout } = spawnSync(process.execPath, [ownerLinkScript, "--inside"], {
      env: { PATH: process.env.PATH, NODE_ENV: "test", ...stage.resources },
      encoding: "utf8",
    });

    expect(stdout.split("\n")[0]).toBe(`${stage.site.url}/open#${stage.ownerToken}`);
  });

  test("who merely visits the link, as previews do, uses nothing up", async () => {
    for (let visit = 0; visit < 3; visit += 1) expect((await ask("/open")).status).toBe(200);
  });
});

describe("a page on Lambda", () => {
  test("carries the nonce of its own policy in each of its scripts, another one each time, and is never cached", async () => {
    const [first, second] = await Promise.all([ask("/open"), ask("/open")]);
    const nonceOf = (response: Response) => /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
    const html = await first.text();
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];

    expect(nonceOf(first)).toBeTruthy();
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonceOf(first)}"`))).toEqual([]);
    expect(first.headers.get("cache-control")).toMatch(/private.*no-store|no-store/);
    expect(first.headers.get("strict-transport-security")).toContain("max-age=");
  });

  test("cannot be told by a header who is asking", async () => {
    const response = await ask("/", { headers: { "x-visitor": "owner", "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" } });

    expect(response.status).toBe(401);
  });
});

describe("the owner's link", () => {
  test("opens the workspace exactly once, however many press at the same time, and never again", async () => {
    const guess = await post("/api/session", { token: `${stage.ownerToken.slice(1)}A` });
    const presses = await Promise.all(Array.from({ length: 10 }, () => post("/api/session", { token: stage.ownerToken })));
    const replay = await post("/api/session", { token: stage.ownerToken });

    expect(guess.status).toBe(401);
    expect(await guess.json()).toMatchObject({ code: "invalid-link" });
    const opened = presses.filter(({ status }) => status === 204);
    expect(opened).toHaveLength(1);
    expect(presses.filter(({ status }) => status === 410)).toHaveLength(9);
    expect(replay.status).toBe(410);
    expect(await replay.json()).toMatchObject({ code: "link-used-up", detail: expect.stringContaining("can make another") });
    expect(replay.headers.get("set-cookie")).toBeNull();
    owner = cookieOf(opened[0] as Response);
    expect(opened[0]?.headers.get("set-cookie")).toMatch(/; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/);
  });

  let owner = "";

  test("gives a session to which pages and calls open, bodies included", async () => {
    const page = await ask("/", { cookie: owner });
    const made = await post(
      "/api/jobs",
      { operation: "convert", params: { to: "json" }, files: [{ name: "é.csv", size: 9, type: "text/csv" }] },
      { cookie: owner },
    );
    const sample = await ask("/api/inspect", {
      method: "POST",
      cookie: owner,
      body: "id,näme\r\n1,b\r\n",
      headers: { "content-type": "text/csv" },
    });

    expect(page.status).toBe(200);
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({ job: { files: [{ name: "é.csv" }] } });
    expect(await sample.json()).toMatchObject({ header: { names: ["id", "näme"] } });
  });

  test("lets another browser in by an invitation, once; signing out there leaves this one signed in", async () => {
    const invitation = await post("/api/invitations", undefined, { cookie: owner });
    const { path } = (await invitation.json()) as { path: string };
    const token = path.split("#")[1] ?? "";

    const presses = await Promise.all(Array.from({ length: 5 }, () => post("/api/session", { token })));
    const opened = presses.filter(({ status }) => status === 204);
    const other = cookieOf(opened[0] as Response);

    expect(invitation.status).toBe(201);
    expect(path).toMatch(/^\/open#/);
    expect(opened).toHaveLength(1);
    expect(await (await ask("/api/jobs", { cookie: other })).json()).toMatchObject({ jobs: [{ operation: "convert" }] });
    const out = await ask("/api/session", { method: "DELETE", cookie: other });
    expect(out.headers.get("set-cookie")).toMatch(/^sluice_session=; Path=\/; Max-Age=0/);
    expect((await ask("/api/jobs", { cookie: owner })).status).toBe(200);
  });

  test("a page of another site can neither open nor invite, whatever host it claims", async () => {
    const headers = { origin: "https://evil.example", "x-forwarded-host": "evil.example" };

    expect((await post("/api/invitations", undefined, { cookie: owner, headers })).status).toBe(403);
    expect((await post("/api/session", { token: "x" }, { headers })).status).toBe(403);
  });

  test("no token is in the log", () => {
    expect(stage.site.log.filter((line) => line.includes(stage.ownerToken))).toEqual([]);
  });
});
