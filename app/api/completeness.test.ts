import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { type Endpoint, endpoints } from "#core/api/endpoints";
import { toOpenApi } from "#core/api/open-api";
import { allOperations } from "#core/operations/registry";
import type { Handler } from "../_server/route.ts";

vi.mock("#aws/observer", async () => {
  const { observer } = (await import("#aws/testing/heard-observer")).createHeardObserver();
  return { observer: () => observer };
});
vi.mock("../_server/backend.ts", () => ({
  backend: () => {
    throw new Error("No endpoint needs anything to say which methods it has.");
  },
}));

const described = new Set(Object.values<Endpoint>(endpoints).map(({ method, path }) => `${method} ${path}`));
const catchAll = "[[...path]]/route.ts";
const files = globSync("**/route.ts", { cwd: import.meta.dirname }).filter((file) => file !== catchAll);

/** `jobs/[id]/route.ts` is `/api/jobs/{id}`. */
function pathOf(file: string): string {
  return `/${join("api", dirname(file)).replaceAll("[", "{").replaceAll("]", "}")}`;
}

async function handlersOf(file: string): Promise<Record<string, Handler>> {
  return await import(join(import.meta.dirname, file));
}

describe("the description of the HTTP interface", () => {
  test("has a route file for each path, and no route file is left out", () => {
    const paths = new Set(Object.values<Endpoint>(endpoints).map(({ path }) => path));

    expect(new Set(files.map(pathOf))).toEqual(paths);
  });

  test.each(files)("names exactly the methods that %s answers", async (file) => {
    const handlers = await handlersOf(file);
    const options = await handlers.OPTIONS?.(new Request("http://localhost:3000/", { method: "OPTIONS" }));
    const allowed = options?.headers.get("allow")?.split(", ") ?? [];

    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      expect(allowed.includes(method), method).toBe(described.has(`${method} ${pathOf(file)}`));
    }
  });

  test("refers only to schemas that it holds", () => {
    const document = toOpenApi(allOperations());
    const text = JSON.stringify(document);
    const { schemas } = document.components;

    for (const [, name = ""] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) expect(schemas).toHaveProperty([name]);
    expect(text).not.toContain("#/$defs/");
  });

  test("declares each parameter of a path", () => {
    for (const [path, methods] of Object.entries(toOpenApi(allOperations()).paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(methods)) {
        const declared = (operation.parameters ?? []).filter(({ in: place }) => place === "path").map(({ name }) => name);
        expect(declared, path).toEqual(names);
      }
    }
  });

  test("holds the parameters of every operation", () => {
    const { schemas } = toOpenApi(allOperations()).components;

    for (const { id } of allOperations()) expect(schemas).toHaveProperty([`params.${id}`]);
  });
});
