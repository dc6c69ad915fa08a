const wide = /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const plain = /^[\x20-\x7e]*$/;

/** Cells of a terminal that a text takes. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Cuts a text to so many cells, with a mark where something is left out. */
export function cutText(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += wide.test(segment) ? 2 : 1;
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

export interface TableColumn {
  title: string;
  align: "left" | "right";
  /** Longer cells are cut. */
  maxWidth: number;
}

/** Rows under titles, as lines; the last column takes what is left of `width`. */
export function tableLines(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width: number): string[] {
  const all = [columns.map((column) => column.title), ...rows];
  const gap = "  ";
  let used = 0;
  const widths = columns.map((column, index) => {
    const isLast = index === columns.length - 1;
    const most = isLast ? Math.max(8, width - used) : column.maxWidth;
    const needed = Math.max(...all.map((row) => displayWidth(row[index] ?? "")));
    used += Math.min(most, needed) + gap.length;
    return Math.min(most, needed);
  });
  return all.map((row) =>
    columns
      .map(({ align }, index) => {
        const cell = cutText(row[index] ?? "", widths[index] ?? 0);
        const blanks = " ".repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(cell)));
        return align === "right" ? blanks + cell : cell + blanks;
      })
      .join(gap)
      .trimEnd(),
  );
}
