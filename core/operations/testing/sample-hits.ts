import { keywordRevenue } from "../keyword-revenue.ts";
import { runOperation, type TestFile } from "./run-operation.ts";

const names =
  "hit_time_gmt,date_time,user_agent,ip,event_list,geo_city,geo_region,geo_country,pagename,page_url,product_list,referrer".split(",");
export const hitHeader = names.join("\t");

export interface TestHit {
  hit_time_gmt?: string | number;
  date_time?: string;
  user_agent?: string;
  ip?: string;
  event_list?: string;
  page_url?: string;
  product_list?: string;
  referrer?: string;
}

export function toHitLine(hit: TestHit): string {
  const cells: Record<string, unknown> = {
    hit_time_gmt: 1,
    date_time: "2009-09-27 06:34:40",
    user_agent: "Mozilla",
    ip: "1.1.1.1",
    page_url: "http://www.shop.com/",
    ...hit,
  };
  return names.map((name) => String(cells[name] ?? "")).join("\t");
}

/** A file of hits, which differ from a common one by what is said of them. */
export function hits(...rows: TestHit[]): TestFile {
  return { name: "hits.tsv", content: `${[hitHeader, ...rows.map(toHitLine)].join("\n")}\n` };
}

export const from = (engine: string, keyword: string) => ({ referrer: `http://www.${engine}/search?q=${keyword}&p=${keyword}` });
export const buys = (revenue: string) => ({ event_list: "1", product_list: `Electronics;Zune;1;${revenue};` });
export const header = "Search Engine Domain\tSearch Keyword\tRevenue\n";

/** Runs `keyword-revenue` to its end. */
export async function runHits(
  files: TestFile[],
  params: unknown = {},
  options: Partial<Parameters<typeof runOperation>[1]> = {},
  operation = keywordRevenue,
) {
  const { running, text } = await runOperation(operation, { params, files, ...options });
  const outcome = await running;
  const name = outcome.results[0]?.name ?? "";
  return { outcome, name, table: text(name), text, report: JSON.parse(text("report.json")) };
}
