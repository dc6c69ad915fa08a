const marks: Readonly<Record<string, string>> = { "\n": "⏎", "\r": "␍", "\t": "⇥", "\u0000": "␀" };

/** Text out of a file, for a terminal: what could move its cursor or change its colours is shown as a mark. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (char) => marks[char] ?? escaped(char));
}

function escaped(char: string): string {
  const hex = (char.codePointAt(0) ?? 0).toString(16);
  return hex.length > 2 ? `\\u${hex.padStart(4, "0")}` : `\\x${hex.padStart(2, "0")}`;
}
