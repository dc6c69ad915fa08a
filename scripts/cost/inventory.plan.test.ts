import { expect, it } from "vitest";
import { plannedStage } from "../plan/planned-stage.ts";
import { countInventory } from "./inventory.ts";
import { readMeasured } from "./read-measured.ts";

it("docs/cost.md counts what the plan of production has; otherwise run npm run cost:inventory and npm run cost", async () => {
  const { resources } = await plannedStage("production");

  expect(countInventory(resources)).toEqual(readMeasured().inventory);
});
