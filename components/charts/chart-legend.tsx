import { type ChartSeries, type ChartTone, toneColor, toneTexture } from "./chart-tone.ts";

export function ChartLegend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-quiet">
      {series.map(({ key, words, tone }) => (
        <li key={key} className="flex items-center gap-1.5">
          <span aria-hidden="true" className="size-2.5 rounded-sm" style={swatch(tone)} />
          {words}
        </li>
      ))}
    </ul>
  );
}

function swatch(tone: ChartTone) {
  const color = toneColor[tone];
  const texture = tone in toneTexture ? toneTexture[tone as keyof typeof toneTexture] : undefined;
  if (texture === "stripes") return { background: `repeating-linear-gradient(45deg, ${color} 0 2px, var(--surface) 2px 3.5px)` };
  if (texture === "dots") return { background: `radial-gradient(var(--surface) 0.8px, ${color} 1px) 0 0 / 4px 4px` };
  return { background: color };
}
