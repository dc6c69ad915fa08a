import type { Decimal } from "../csv/kernel/plain/decimal.ts";

/** A DynamoDB number: 38 significant digits, between 1E-130 and 9.99…E+125. */
const maxDigits = 38;
const [smallestPoint, largestPoint] = [-129, 126];

/** A number's one way to be written, without zeros that say nothing; null when it has more digits than can be stored, or is too far away. */
export function toNumber({ sign, digits, point }: Decimal): string | null {
  if (sign === 0) return "0";
  if (digits.length > maxDigits || point < smallestPoint || point > largestPoint) return null;
  return (sign < 0 ? "-" : "") + place(digits, point);
}

function place(digits: string, point: number): string {
  if (point > maxDigits || point < -6) return `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}E${point - 1}`;
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return digits + "0".repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
