import { expect, test } from "vitest";
import { matchPath } from "./match-path.ts";

test("a path gives its parameters, decoded once", () => {
  expect(matchPath("/api/jobs/{id}/results/{name}", "/api/jobs/a1/results/%25x%20y.csv")).toEqual({ id: "a1", name: "%x y.csv" });
});

test("an encoded slash does not make another path", () => {
  expect(matchPath("/api/jobs/{id}", "/api/jobs/a%2Fretry")).toEqual({ id: "a/retry" });
});

test("another path, or one that cannot be decoded, gives nothing", () => {
  expect(matchPath("/api/jobs/{id}", "/api/jobs")).toBeNull();
  expect(matchPath("/api/jobs/{id}", "/api/other/a")).toBeNull();
  expect(matchPath("/api/jobs/{id}", "/api/jobs/%zz")).toBeNull();
});
