/** `npm run cost` writes docs/cost.md from scripts/cost/measured/ and scripts/cost/prices.ts. */
import { writeFileSync } from "node:fs";
import { renderDocument } from "./document.ts";
import { readMeasured } from "./read-measured.ts";

writeFileSync(new URL("../../docs/cost.md", import.meta.url), renderDocument(readMeasured()));
