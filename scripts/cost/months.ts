import { type Assumptions, idleReceivesPerMinute, minutesPerMonth } from "./assumptions.ts";
import { addBills, type Bill, scaleBill } from "./bill.ts";
import type { Inventory } from "./inventory.ts";
import type { ProductMeasurement } from "./product-measurement.ts";
import { billOfCase, billOfFunction, billOfUsage, memoryOf } from "./usage-bill.ts";

/** A month of some use. */
export interface Month {
  smallFiles: number;
  largeFiles: number;
  /** How long a page is open, over all people. */
  pageMinutes: number;
  pagesOpened: number;
}

/** DynamoDB asks KMS again for a table's key after at most five minutes. */
const keyRequestsPerTableMinute = 1 / 5;
/** A page pings every five minutes and is answered. */
const pingsPerMinute = 1 / 5;
/** What is stored is deleted after 30 days, so a steady month holds one month's files and results. */
const storedMonths = 1;

/** A month in which nobody does anything: pollers ask, the sweep runs, alarms watch. */
export function billOfIdleMonth({ sweep }: ProductMeasurement, inventory: Inventory, assumed: Assumptions): Bill {
  const sweeps = minutesPerMonth / sweep.use.invocations;
  return addBills(
    scaleBill(billOfFunction("Sweep", sweep.use, memoryOf(inventory, "Sweep"), assumed), sweeps),
    scaleBill({ dynamoReads: sweep.requestUnits.read, dynamoWrites: sweep.requestUnits.write }, sweeps),
    {
      schedulerInvocations: minutesPerMonth,
      sqsRequests: inventory.eventSourceMappings * idleReceivesPerMinute * minutesPerMonth,
      alarmMetrics: inventory.alarmMetrics,
      dashboards: inventory.dashboards,
      customerKeys: inventory.customerKeys,
      customMetrics: sweep.metricSeries.length,
      keyRequests: inventory.tablesUnderManagedKey * keyRequestsPerTableMinute * minutesPerMonth,
    },
  );
}

export function billOfMonth(measured: ProductMeasurement, inventory: Inventory, assumed: Assumptions, month: Month): Bill {
  const { small, large } = measured.cases;
  const ofFiles = [
    { measured: small, files: month.smallFiles },
    { measured: large, files: month.largeFiles },
  ].map(({ measured: one, files }) => {
    const jobs = files / one.jobs;
    const stored = { s3GbMonths: ((one.inputBytes + one.outputBytes) / 1e9) * storedMonths, transferOutGb: one.outputBytes / 1e9 };
    return scaleBill(addBills(billOfCase(one, inventory, assumed), stored), jobs);
  });
  return addBills(
    billOfIdleMonth(measured, inventory, assumed),
    ...ofFiles,
    scaleBill(billOfUsage(measured.page, inventory, assumed), month.pagesOpened),
    scaleBill(billOfPing(measured, inventory, assumed), month.pageMinutes * pingsPerMinute),
    {
      socketMinutes: month.pageMinutes,
      customMetrics: measured.metricSeries.length - measured.sweep.metricSeries.length + inventory.routeMetrics,
    },
  );
}

function billOfPing({ page }: ProductMeasurement, inventory: Inventory, assumed: Assumptions): Bill {
  const { SocketMessage: use } = page.functions;
  if (!use) throw new Error("No message of a page was measured.");
  const message = scaleBill(billOfFunction("SocketMessage", use, memoryOf(inventory, "SocketMessage"), assumed), 1 / use.invocations);
  return addBills(message, { socketMessages: 2 });
}
