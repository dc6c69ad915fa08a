/** A number as text says it: 0.digits × 10^point, without leading or trailing zeros. */
export interface Decimal {
  sign: -1 | 0 | 1;
  point: number;
  digits: string;
}

const furthest = 1e12;

/**
 * Reads digits, perhaps with a sign, a fraction behind `separator` and an exponent; null for anything else. Exact, however many
 * digits there are. Integers (`whole`) have neither fraction nor exponent.
 */
export function readDecimal(text: string, separator: string, whole: boolean): Decimal | null {
  const found = /^([+-]?)([0-9]*)(?:([.,])([0-9]*))?(?:[eE]([+-]?)([0-9]+))?$/.exec(text);
  if (!found) return null;
  const [, sign, before = "", mark, fraction = "", exponentSign, exponentDigits] = found;
  if (before + fraction === "" || (mark !== undefined && mark !== separator)) return null;
  if (whole && (mark !== undefined || exponentDigits !== undefined)) return null;
  let exponent = 0;
  for (const digit of exponentDigits ?? "") if (exponent < furthest) exponent = exponent * 10 + Number(digit);
  const all = before + fraction;
  const digits = all.replace(/^0+/, "");
  if (digits === "") return { sign: 0, point: 0, digits: "" };
  const point = before.length - (all.length - digits.length) + (exponentSign === "-" ? -exponent : exponent);
  return { sign: sign === "-" ? -1 : 1, point, digits: digits.replace(/0+$/, "") };
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.sign !== b.sign) return a.sign - b.sign;
  if (a.point !== b.point) return a.point < b.point ? -a.sign : a.sign;
  return a.digits === b.digits ? 0 : a.digits < b.digits ? -a.sign : a.sign;
}
