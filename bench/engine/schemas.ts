import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./inputs.ts";

const types = {
  order_id: { type: "integer" },
  created_at: { type: "datetime" },
  customer: { required: true },
  status: { enum: ["open", "shipped", "delivered", "returned", "on hold"] },
  quantity: { type: "integer", min: 1, max: 99 },
  total: { type: "number", min: 0, max: 2_000 },
};

const schemas = {
  nothing: {},
  orders: types,
  "orders-all-bad": { ...types, quantity: { type: "integer", min: 100, max: 999 } },
  "orders-patterns": { ...types, postcode: { pattern: "^0\\d{4}$" }, tracking: { pattern: "^9\\d{18}$" } },
};

/** The path of a schema for the orders; the same rules as peers/check-order.ts. */
export function requireSchema(name: keyof typeof schemas): string {
  mkdirSync(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `${name}.schema.json`);
  writeFileSync(path, JSON.stringify({ columns: schemas[name] }));
  return path;
}
