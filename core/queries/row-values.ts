/** The values of a JSON array as they are written, `["1.50","\"a\"","null"]` of `[1.50,"a",null]`: numbers stay as exact as they are. */
export function splitRow(line: string): string[] {
  const values: string[] = [];
  const end = line.lastIndexOf("]");
  let depth = 0;
  let start = 1;
  for (let at = 1; at < end; at++) {
    const mark = line[at];
    if (mark === '"') at = endOfText(line, at);
    else if (mark === "[" || mark === "{") depth += 1;
    else if (mark === "]" || mark === "}") depth -= 1;
    else if (mark === "," && depth === 0) {
      values.push(line.slice(start, at).trim());
      start = at + 1;
    }
  }
  const last = line.slice(start, end).trim();
  return last === "" ? values : [...values, last];
}

/** The same array with every value as a text or null. */
export function toTextRow(line: string): string {
  const texts = splitRow(line).map((value) => (value === "null" || value.startsWith('"') ? value : JSON.stringify(value)));
  return `[${texts.join(",")}]`;
}

/** Where the text that begins at `at` ends: at a quote with an even number of backslashes before it. */
function endOfText(line: string, at: number): number {
  for (let end = line.indexOf('"', at + 1); end !== -1; end = line.indexOf('"', end + 1)) {
    let slashes = 0;
    while (line[end - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return line.length;
}
