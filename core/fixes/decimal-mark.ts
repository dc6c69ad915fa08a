const grouped = String.raw`\d{1,3}(?:[.,'\u2019\u0020\u00a0\u202f]\d{3})+|\d+`;
const withMark = { ".": new RegExp(`^([+-]?)(${grouped})\\.(\\d+)$`), ",": new RegExp(`^([+-]?)(${grouped}),(\\d+)$`) } as const;

/** A number whose decimals stand behind a comma (or a point, where that is asked for) with the other in its place: `1.234,50` is `1234.50`. */
export function withDecimalMark(text: string, mark: "." | ","): string {
  const other = mark === "." ? "," : ".";
  const trimmed = text.trim();
  // The mark that stands last is that of the decimals: what stands before parts thousands.
  const found = withMark[other].exec(trimmed) ?? (partsThousands(trimmed) ? withMark[mark].exec(trimmed) : null);
  if (!found) return text;
  const [, sign = "", whole = "", decimals = ""] = found;
  return `${sign}${whole.replace(/\D/g, "")}${mark}${decimals}`;
}

/** Whether anything but digits stands before the last mark. */
function partsThousands(text: string): boolean {
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  return last > 0 && /[.,'\u2019\s]/.test(text.slice(0, last));
}
