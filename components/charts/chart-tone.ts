/** What a series stands for; each has a colour of our tokens, and a texture where it would be told from another by colour alone. */
export type ChartTone = "accent" | "done" | "aside" | "failed" | "running" | "waiting";

export const toneColor: Record<ChartTone, string> = {
  accent: "var(--accent)",
  done: "var(--done)",
  aside: "var(--aside)",
  failed: "var(--failed)",
  running: "var(--running)",
  waiting: "var(--line-strong)",
};

/** Textures by the tones that have one. */
export const toneTexture = { aside: "stripes", failed: "dots" } as const satisfies Partial<Record<ChartTone, "stripes" | "dots">>;

export interface ChartSeries {
  key: string;
  words: string;
  tone: ChartTone;
}

export interface ChartPoint {
  /** Below the axis, short. */
  label: string;
  /** In readings and in the table; by default the label. */
  title?: string;
  /** By the series' keys. */
  values: Readonly<Record<string, number>>;
}
