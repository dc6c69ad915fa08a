import { type ChartTone, toneColor } from "./chart-tone.ts";

/** In the order in which series take them; each can be told from the others without its colour: by its texture, or its dashes. */
const tones: readonly ChartTone[] = ["accent", "aside", "running", "failed", "done", "waiting"];
const dashes = [undefined, "7 4", "2 3", "10 3 2 3", "14 4", "5 2 1 2", "1 5", "4 8"] as const;

export function toneAt(place: number): ChartTone {
  return tones[place % tones.length] ?? "accent";
}

export function strokeAt(place: number): { stroke: string; strokeDasharray: string | undefined } {
  return { stroke: toneColor[toneAt(place)], strokeDasharray: dashes[place % dashes.length] };
}
