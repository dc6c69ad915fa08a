import { type Meter, prices } from "./prices.ts";

/** How much of what is billed. */
export type Bill = Partial<Record<Meter, number>>;

export function addBills(...bills: readonly Bill[]): Bill {
  const sum: Bill = {};
  for (const bill of bills) for (const meter of metersOf(bill)) sum[meter] = (sum[meter] ?? 0) + (bill[meter] ?? 0);
  return sum;
}

export function scaleBill(bill: Bill, factor: number): Bill {
  const scaled: Bill = {};
  for (const meter of metersOf(bill)) scaled[meter] = (bill[meter] ?? 0) * factor;
  return scaled;
}

function metersOf(bill: Bill): Meter[] {
  return (Object.keys(prices) as Meter[]).filter((meter) => meter in bill);
}

/** In dollars, all of it or of some meters. */
export function dollarsOf(bill: Bill, meters: readonly Meter[] = metersOf(bill)): number {
  return meters.reduce((sum, meter) => sum + ((bill[meter] ?? 0) * prices[meter].usd) / prices[meter].per, 0);
}
