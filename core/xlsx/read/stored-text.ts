/**
 * Characters that XML cannot hold are written as `_x000D_`, and what would be read so as `_x005F_x000D_` (ECMA-376-1 §22.9.2.19).
 */
export function decodeStoredText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
