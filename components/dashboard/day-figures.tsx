import { clsx } from "clsx";
import { type ReactNode, useMemo } from "react";
import type { DashboardView } from "#core/api/dashboard-api";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, formatCount, formatShortCount, plural } from "#core/words/format-number";
import { BarsChart, StackedChart } from "../charts/series-chart.tsx";
import { formatMoment } from "../words/format-time.ts";
import { dayCharts, type Measure, measures, sumDays, toPoints } from "./day-series.ts";
import { Section } from "./section.tsx";

const charts = { bars: BarsChart, stacked: StackedChart } as const;

interface DayFiguresProps {
  figures: DashboardView;
  show: Measure;
  choose: (measure: Measure) => void;
  children: ReactNode;
}

/** The figures of all days, each of which can be seen day by day. */
export function DayFigures({ figures, show, choose, children }: DayFiguresProps) {
  const { kind, caption, series, format, formatShort } = dayCharts[show];
  const Chart = charts[kind];
  const tiles = tilesOf(figures);
  // Figures come anew every few seconds, and mostly say the same.
  const points = useMemo(() => toPoints(figures.days, dayCharts[show]), [figures.days, show]);
  return (
    <Section title="Day by day" about={boundWords(figures)} actions={children}>
      <div className="rounded border border-line bg-surface">
        <fieldset aria-label="What is shown" className="grid grid-cols-2 border-b border-line lg:grid-cols-4">
          {measures.map((measure) => (
            <Tile key={measure} tile={tiles[measure]} isShown={measure === show} choose={() => choose(measure)} />
          ))}
        </fieldset>
        <div className="px-4 py-4">
          <Chart key={show} pointTitle="Day" points={points} {...{ caption, series, format, formatShort }} height={220} />
        </div>
      </div>
    </Section>
  );
}

interface TileWords {
  title: string;
  value: string;
  detail: string;
}

function tilesOf({ days, medianMs }: DashboardView): Record<Measure, TileWords> {
  const { files, failedFiles, rows, setAside, bytes, slowest } = sumDays(days);
  return {
    files: { title: "Files", value: formatCount(files), detail: failedFiles === 0 ? "none failed" : `${formatCount(failedFiles)} failed` },
    rows: {
      title: "Rows",
      value: formatShortCount(rows),
      detail: setAside === 0 ? "none set aside" : `${formatCount(setAside)} set aside`,
    },
    bytes: { title: "Size", value: formatBytes(bytes), detail: "as they came" },
    time: {
      title: "Time",
      value: medianMs === null ? "–" : formatDuration(medianMs),
      detail: slowest === null ? "nothing has run" : `the slowest ${formatDuration(slowest)}`,
    },
  };
}

function Tile({ tile: { title, value, detail }, isShown, choose }: { tile: TileWords; isShown: boolean; choose: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isShown}
      onClick={choose}
      className={clsx(
        "flex min-w-0 flex-col items-start gap-0.5 px-4 py-3 text-left -outline-offset-2 transition-colors max-lg:odd:border-r lg:not-last:border-r",
        isShown ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      <span className={clsx("text-xs", isShown ? "font-medium text-accent" : "text-quiet")}>{title}</span>
      <span className="figures truncate text-lg">{value}</span>
      <span className="truncate text-xs text-quiet">{detail}</span>
    </button>
  );
}

function boundWords({ isAll, oldestAt, jobs }: DashboardView): string | undefined {
  if (isAll || oldestAt === null) return undefined;
  return `Only the newest ${plural(jobs, "job")} are counted, back to ${formatMoment(oldestAt)}.`;
}
