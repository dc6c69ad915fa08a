import type { DashboardView } from "#core/api/dashboard-api";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, formatCount, formatShortCount } from "#core/words/format-number";
import type { ChartPoint, ChartSeries } from "../charts/chart-tone.ts";

export const measures = ["files", "rows", "bytes", "time"] as const;
/** What is shown day by day. */
export type Measure = (typeof measures)[number];

type Day = DashboardView["days"][number];

export interface DayChart {
  kind: "stacked" | "bars";
  caption: string;
  series: ChartSeries[];
  valuesOf: (day: Day) => Record<string, number>;
  format: (value: number) => string;
  formatShort: (value: number) => string;
}

export const dayCharts: Record<Measure, DayChart> = {
  files: {
    kind: "stacked",
    caption: "Files a day, by what became of them",
    series: [
      { key: "done", words: "Done", tone: "done" },
      { key: "setAside", words: "With rows set aside", tone: "aside" },
      { key: "failed", words: "Failed", tone: "failed" },
      { key: "open", words: "Not run, or not yet", tone: "waiting" },
    ],
    valuesOf: ({ files }) => files,
    format: formatCount,
    formatShort: formatShortCount,
  },
  rows: {
    kind: "stacked",
    caption: "Rows a day, by where they went",
    series: [
      { key: "out", words: "Out", tone: "done" },
      { key: "setAside", words: "Set aside", tone: "aside" },
      { key: "filtered", words: "Filtered", tone: "waiting" },
    ],
    valuesOf: ({ rows }) => rows,
    format: formatCount,
    formatShort: formatShortCount,
  },
  bytes: {
    kind: "bars",
    caption: "Size of the files a day",
    series: [{ key: "bytes", words: "Size", tone: "accent" }],
    valuesOf: ({ bytes }) => ({ bytes }),
    format: formatBytes,
    formatShort: formatBytes,
  },
  time: {
    kind: "bars",
    caption: "How long jobs took a day, from ready to result",
    series: [
      { key: "median", words: "Half of them at most", tone: "accent" },
      { key: "slowest", words: "The slowest", tone: "aside" },
    ],
    valuesOf: ({ durations }) => ({ median: durations.median ?? 0, slowest: durations.slowest ?? 0 }),
    // A day on which nothing ran has no time at all.
    format: (ms) => (ms === 0 ? "–" : formatDuration(ms)),
    formatShort: formatDuration,
  },
};

const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const longDay = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** Days as points of a chart; a day stands for itself in every time zone. */
export function toPoints(days: readonly Day[], { valuesOf }: Pick<DayChart, "valuesOf">): ChartPoint[] {
  return days.map((day) => {
    const date = Date.parse(`${day.day}T00:00:00Z`);
    return { label: shortDay.format(date), title: longDay.format(date), values: valuesOf(day) };
  });
}

export interface Totals {
  files: number;
  failedFiles: number;
  rows: number;
  setAside: number;
  bytes: number;
  slowest: number | null;
}

export function sumDays(days: readonly Day[]): Totals {
  const totals: Totals = { files: 0, failedFiles: 0, rows: 0, setAside: 0, bytes: 0, slowest: null };
  for (const { files, rows, bytes, durations } of days) {
    totals.files += files.done + files.setAside + files.failed + files.open;
    totals.failedFiles += files.failed;
    totals.rows += rows.out + rows.setAside + rows.filtered;
    totals.setAside += rows.setAside;
    totals.bytes += bytes;
    if (durations.slowest !== null) totals.slowest = Math.max(totals.slowest ?? 0, durations.slowest);
  }
  return totals;
}
