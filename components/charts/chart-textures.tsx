import { type ChartTone, toneColor, toneTexture } from "./chart-tone.ts";

/** What an SVG shape is filled with; the textures have to stand in the same drawing under this prefix. */
export function toneFill(tone: ChartTone, prefix: string): string {
  return tone in toneTexture ? `url(#${prefix}-${tone})` : toneColor[tone];
}

/** Textures, so that two series can be told apart without their colours. */
export function ChartTextures({ prefix }: { prefix: string }) {
  return (
    <defs>
      {Object.entries(toneTexture).map(([tone, texture]) => (
        <pattern key={tone} id={`${prefix}-${tone}`} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={5} height={5} fill={toneColor[tone as ChartTone]} />
          {texture === "stripes" ? (
            <rect width={1.5} height={5} fill="var(--surface)" />
          ) : (
            <circle cx={2.5} cy={2.5} r={0.9} fill="var(--surface)" />
          )}
        </pattern>
      ))}
    </defs>
  );
}
