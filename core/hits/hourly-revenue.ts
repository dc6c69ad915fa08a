import type { Big } from "big.js";
import { AppError } from "../app-error.ts";
import { formatCount } from "../csv/format-count.ts";
import { compareCodePoints } from "./compare-code-points.ts";
import type { Touch } from "./find-touch.ts";
import { formatRevenue } from "./revenue-of-products.ts";

/** What hours, engines and keywords may take in memory. */
const maxTableBytes = 256 * 1024 * 1024;
const entryBytes = 288;
const flushCharacters = 64 * 1024;
const secondsOfHour = 3600;
/** What a Date can hold, in seconds. */
const lastSecond = 8_640_000_000_000;

const header = "hour,search_engine_domain,search_keyword,purchases,revenue\r\n";

interface Entry {
  hour: number;
  touch: Touch | null;
  purchases: number;
  revenue: Big;
}

/** Purchases and their revenue by the hour of the purchase (UTC), engine and keyword; those of visitors without a touch have neither. */
export class HourlyRevenue {
  readonly #entries = new Map<string, Entry>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = maxTableBytes) {
    this.#maxBytes = maxBytes;
  }

  get rows(): number {
    return this.#entries.size;
  }

  /** `time`: of the purchase, in seconds since 1970. @throws AppError file-too-large when there is more than memory is given to */
  add(time: number, touch: Touch | null, revenue: Big): void {
    const hour = Math.floor(time / secondsOfHour);
    const key = touch ? `${hour}\n${touch.domain}\n${touch.keyword}` : String(hour);
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      this.#reserve(key);
      this.#entries.set(key, { hour, touch, purchases: 1, revenue });
      return;
    }
    entry.purchases++;
    entry.revenue = entry.revenue.plus(revenue);
  }

  /** As CSV, in pieces: hour by hour, in each by domain and keyword. */
  *text(): Generator<string> {
    let text = header;
    for (const { hour, touch, purchases, revenue } of [...this.#entries.values()].sort(compareEntries)) {
      text += `${toHour(hour)},${toCell(touch?.domain)},${toCell(touch?.keyword)},${purchases},${formatRevenue(revenue)}\r\n`;
      if (text.length < flushCharacters) continue;
      yield text;
      text = "";
    }
    if (text !== "") yield text;
  }

  #reserve(key: string): void {
    this.#bytes += entryBytes + 2 * key.length;
    if (this.#bytes <= this.#maxBytes) return;
    const most = formatCount(this.#entries.size);
    throw new AppError(
      "file-too-large",
      `There are purchases of more than ${most} hours and keywords, which is more than can be added up at once. Send the hits of fewer days.`,
    );
  }
}

function compareEntries(a: Entry, b: Entry): number {
  return (
    a.hour - b.hour ||
    compareCodePoints(a.touch?.domain ?? "", b.touch?.domain ?? "") ||
    compareCodePoints(a.touch?.keyword ?? "", b.touch?.keyword ?? "")
  );
}

/** Empty where the time is none of a calendar. */
function toHour(hour: number): string {
  const seconds = hour * secondsOfHour;
  return Math.abs(seconds) > lastSecond ? "" : `${new Date(seconds * 1000).toISOString().slice(0, -5)}Z`;
}

function toCell(text = ""): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
