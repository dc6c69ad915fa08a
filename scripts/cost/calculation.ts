import { type Assumptions, assumptions } from "./assumptions.ts";
import { type Bill, dollarsOf, scaleBill } from "./bill.ts";
import type { Inventory } from "./inventory.ts";
import { billOfIdleMonth, billOfMonth, type Month } from "./months.ts";
import { billOfGlueShell, billOfPandas, leastBillOfGlueSpark } from "./peer-bills.ts";
import type { CaseMeasurement, PeerMeasurement, ProductMeasurement } from "./product-measurement.ts";
import { billOfCase } from "./usage-bill.ts";

export interface Measured {
  product: ProductMeasurement;
  peers: PeerMeasurement;
  inventory: Inventory;
}

/** Dollars for 1,000 files of about 1 MB, and for a gigabyte in one file. */
export interface Costs<T> {
  perThousand: T;
  perGigabyte: T;
}

export interface Calculation {
  sluice: Costs<Bill>;
  pandas: Costs<Bill>;
  /** Sluice with pandas where its own engine computes. */
  pandasInFlow: Costs<Bill>;
  glueShell: Costs<number>;
  /** A Spark job for each file, at the least that can be billed. */
  glueSpark: Costs<number>;
  /** One Spark job over all the files, at the least that can be billed. */
  glueSparkBatch: number;
  vendor: Costs<number>;
  idleMonth: Bill;
  busyMonth: Bill;
  breakEven: BreakEven;
}

export interface BreakEven {
  /** From this size on a file costs less than in the bare pandas function. */
  megabytesBesidePandas: number;
  /** From so many files at once a Spark job that is done in its shortest billed time costs less. */
  filesInOneSparkJob: number;
  /** So many records a month, and the vendor's list price is above all fixed costs of the idle system. */
  recordsBesideVendor: number;
}

export const busyMonth: Month = { smallFiles: 30_000, largeFiles: 100, pageMinutes: 20 * 8 * 60 * 21, pagesOpened: 20 * 4 * 21 };

/** Everything that docs/cost.md says, from what was measured. */
export function calculate({ product, peers, inventory }: Measured, assumed: Assumptions = assumptions): Calculation {
  const { small, large } = product.cases;
  const { pandas } = peers;
  const perGigabyte = 1e9 / large.inputBytes;
  const inFlow = (a: CaseMeasurement, b: CaseMeasurement) => ({
    perThousand: scaleBill(billOfCase(a, inventory, assumed), 1000 / a.jobs),
    perGigabyte: scaleBill(billOfCase(b, inventory, assumed), perGigabyte / b.jobs),
  });
  const sluice = inFlow(small, large);
  const bare = {
    perThousand: scaleBill(billOfPandas(pandas.small, assumed), 1000),
    perGigabyte: scaleBill(billOfPandas(pandas.large, assumed), 1e9 / pandas.large.inputBytes),
  };
  const sparkJob = dollarsOf(leastBillOfGlueSpark());
  const perRecord = dollarsOf({ implerRecords: 1 });
  const idleMonth = billOfIdleMonth(product, inventory, assumed);
  return {
    sluice,
    pandas: bare,
    pandasInFlow: inFlow(withEngine(small, pandas.small.cpuSeconds), withEngine(large, pandas.large.cpuSeconds)),
    glueShell: {
      perThousand: 1000 * dollarsOf(billOfGlueShell(pandas.small, assumed)),
      perGigabyte: perGigabyte * dollarsOf(billOfGlueShell(pandas.large, assumed)),
    },
    glueSpark: { perThousand: 1000 * sparkJob, perGigabyte: sparkJob },
    glueSparkBatch: sparkJob,
    vendor: { perThousand: (1000 * small.rows * perRecord) / small.jobs, perGigabyte: perGigabyte * large.rows * perRecord },
    idleMonth,
    busyMonth: billOfMonth(product, inventory, assumed, busyMonth),
    breakEven: {
      megabytesBesidePandas: megabytesWhereEqual(sluice, bare, small.inputBytes / small.jobs / 1e6),
      filesInOneSparkJob: Math.ceil(sparkJob / (dollarsOf(sluice.perThousand) / 1000)),
      recordsBesideVendor: Math.ceil(dollarsOf(idleMonth) / perRecord),
    },
  };
}

/** The same case with other CPU seconds a run. */
function withEngine(measured: CaseMeasurement, cpuSeconds: number): CaseMeasurement {
  const { RunJob: run, ...others } = measured.functions;
  if (!run) throw new Error("No run was measured.");
  return { ...measured, functions: { ...others, RunJob: { ...run, cpuMs: 1000 * cpuSeconds * measured.jobs } } };
}

/** Between a small and a large file, cost is taken to grow in a straight line. */
function megabytesWhereEqual(ours: Costs<Bill>, theirs: Costs<Bill>, smallMegabytes: number): number {
  const line = ({ perThousand, perGigabyte }: Costs<Bill>) => {
    const small = dollarsOf(perThousand) / 1000;
    const perMegabyte = (dollarsOf(perGigabyte) - small) / (1000 - smallMegabytes);
    return { base: small - perMegabyte * smallMegabytes, perMegabyte };
  };
  const [a, b] = [line(ours), line(theirs)];
  return (a.base - b.base) / (b.perMegabyte - a.perMegabyte);
}
