const comma = /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/;
const point = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+$/;
/** May be a number in thousands under either reading. */
const thousands = /^[+-]?\d{1,3}[.,]\d{3}$/;

/** Whether numbers are written with a decimal comma: more cells say so than say otherwise. */
export function hasDecimalComma(rows: readonly (readonly string[])[]): boolean {
  let commas = 0;
  let points = 0;
  for (const row of rows) {
    for (const cell of row) {
      if (cell.length > 40 || thousands.test(cell)) continue;
      if (comma.test(cell)) commas++;
      else if (point.test(cell)) points++;
    }
  }
  return commas > points;
}
