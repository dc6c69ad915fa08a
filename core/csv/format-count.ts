/** 1234567 → "1,234,567". Intl does the same twenty times slower, and there may be a message for every line of a file. */
export function formatCount(count: number): string {
  if (count < 1000) return String(count);
  return `${formatCount(Math.floor(count / 1000))},${String(count % 1000).padStart(3, "0")}`;
}
