/** `A`, `Z`, `AA` … of a 0-based column. */
function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** `Sheet1!B12`, as people and formulas say it; `row` is 1-based, `column` 0-based. */
export function cellName(sheet: string, row: number, column: number): string {
  return `${sheetWord(sheet)}!${columnLetters(column)}${row}`;
}

function sheetWord(sheet: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`;
}
