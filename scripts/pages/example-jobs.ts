import { readFile } from "node:fs/promises";
import type { Visitor } from "./visitor.ts";

export interface ExampleJobs {
  clean: string;
  messy: string;
  load: string;
  failed: string;
}

/** A workspace as somebody has it after a morning's work; the ids of its jobs. */
export async function makeExampleJobs(visitor: Visitor): Promise<ExampleJobs> {
  const customers = await readFile("public/samples/customers.csv", "utf8");
  const messy = await readFile("public/samples/messy-orders.csv", "utf8");
  const clean = await visitor.runJob({
    operation: "convert",
    params: { to: "ndjson" },
    files: [{ name: "customers.csv", text: customers }],
  });
  const aside = await visitor.runJob({
    operation: "convert",
    params: { to: "csv" },
    onBadRow: "reject",
    files: [{ name: "messy-orders.csv", text: messy }],
  });
  const load = await visitor.runJob({
    operation: "load",
    files: [{ name: "customers-2026-11-20.csv", text: "customer_id,name,city\r\nc1,Ada,Bergen\r\nc2,Grace,Évora\r\nc3,Edsger,Aachen\r\n" }],
  });
  const failed = await visitor.runJob({
    operation: "convert",
    params: { to: "json" },
    files: [{ name: "scan.csv", text: "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR" }],
  });
  return { clean: clean.id, messy: aside.id, load: load.id, failed: failed.id };
}
