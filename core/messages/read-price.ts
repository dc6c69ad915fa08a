import { Big } from "big.js";

const withPoint = /^[+-]?\d+(?:\.\d+)?$/;
const withComma = /^[+-]?\d+(?:,\d+)?$/;
/** A longer number is no price. */
const maxPriceLength = 64;

/** A price exactly as it is written: a sign, digits, one separator; null for what is none, and for less than nothing. */
export function readPrice(text: string, { decimalComma }: { decimalComma: boolean }): Big | null {
  if (text.length > maxPriceLength || !(decimalComma ? withComma : withPoint).test(text)) return null;
  const price = new Big(text.replace(",", ".").replace("+", ""));
  return price.lt(0) ? null : price.abs();
}
