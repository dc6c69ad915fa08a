import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./inputs.ts";
import { createOrders } from "./rows.ts";

const names = createOrders().names;

type Rules = Record<string, object>;

const rules: Rules = {
  order_id: { type: "integer", required: true },
  created_at: { type: "datetime" },
  customer: { required: true },
  status: { enum: ["open", "shipped", "delivered", "returned", "on hold"] },
  quantity: { type: "integer", min: 1, max: 99 },
  total: { type: "number", min: 0, max: 2_000 },
};

const schemas: Record<"nothing" | "orders" | "orders-all-bad" | "orders-patterns", Rules> = {
  nothing: {},
  orders: rules,
  "orders-all-bad": { ...rules, quantity: { type: "integer", min: 100, max: 999 } },
  "orders-patterns": { ...rules, postcode: { pattern: "0\\d{4}" }, tracking: { pattern: "9\\d{18}" } },
};

/** The path of a schema for the orders; the same rules as peers/check-order.ts. */
export function requireSchema(name: keyof typeof schemas): string {
  mkdirSync(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `${name}.schema.json`);
  writeFileSync(path, JSON.stringify({ columns: names.map((column) => ({ name: column, ...schemas[name][column] })) }));
  return path;
}
