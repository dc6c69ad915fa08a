/** "keyword-revenue" → "Keyword revenue". */
export function operationName(id: string): string {
  const words = id.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
