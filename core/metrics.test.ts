import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { metrics } from "./metrics.ts";

const explained = readFileSync(new URL("../docs/observability.md", import.meta.url), "utf8");

test.each(Object.entries(metrics))("%s is explained with its dimensions", (name, { by }) => {
  const row = explained.split("\n").find((line) => line.startsWith("|") && line.includes(`\`${name}\``));

  expect(row?.split("|").at(-2)?.match(/\w+/g) ?? []).toEqual(by);
});
