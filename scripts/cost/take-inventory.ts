/** `npm run cost:inventory` writes what the production stage's plan says to scripts/cost/measured/inventory.json. */
import { writeFileSync } from "node:fs";
import { plannedStage } from "../plan/planned-stage.ts";
import { countInventory } from "./inventory.ts";

const { resources } = await plannedStage("production");
writeFileSync(new URL("./measured/inventory.json", import.meta.url), `${JSON.stringify(countInventory(resources), null, 2)}\n`);
