const withComma = /^([+-]?)(\d{1,3}(?:[.'\u2019\u0020\u00a0\u202f]\d{3})+|\d+),(\d+)$/;

/** A number written with a decimal comma, `1.234,50`, as `1234.50`; any other text as it is. */
export function withDecimalPoint(text: string): string {
  const [, sign, whole, decimals] = withComma.exec(text.trim()) ?? [];
  return whole === undefined ? text : `${sign}${whole.replace(/\D/g, "")}.${decimals}`;
}
