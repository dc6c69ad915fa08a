import { readFileSync } from "node:fs";
import type { Measured } from "./calculation.ts";

/** What is committed of the last measurements. */
export function readMeasured(): Measured {
  return { product: read("product"), peers: read("peers"), inventory: read("inventory") };
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./measured/${name}.json`, import.meta.url), "utf8")) as T;
}
