import { expect, test, vi } from "vitest";
import { onRequestError } from "./instrumentation.ts";

const heard = await vi.hoisted(async () => (await import("#aws/testing/heard-observer")).createHeardObserver());
vi.mock("#aws/observer", () => ({ observer: () => heard.observer }));

test("a page that fails is logged whole and counted, by its pattern and not its address", async () => {
  const bug = new TypeError("a bug");
  const request = { path: "/open?token=secret", method: "GET", headers: { cookie: "sluice_session=secret" } };
  const context = { routerKind: "App Router", routePath: "/open", routeType: "render", revalidateReason: undefined } as const;

  await onRequestError(bug, request, context);

  expect(heard.told).toEqual([
    {
      level: "error",
      message: "Page failed",
      facts: expect.objectContaining({ function: "Web", method: "GET", path: "/open", route_type: "render" }),
      error: bug,
    },
  ]);
  expect(heard.measured).toEqual([{ figures: { RequestsFailed: 1 } }]);
  expect(JSON.stringify(heard.told)).not.toContain("secret");
});
