/** A piece of a cell as it is drawn; a mark stands for what cannot be seen. */
export interface ShownPiece {
  text: string;
  isMark: boolean;
}

/** More than the widest column shows. */
const maxShown = 300;

/** Control characters, line and paragraph ends, what turns the direction of text or has no width, and blanks at the ends. */
const unseen = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]|^ +| +$/u;

/** A cell's text on one line, with everything in it visible: a line break is ⏎, a tab ⇥, blanks at the ends are dots. */
export function toShownPieces(text: string): ShownPiece[] {
  const shown = text.length > maxShown ? `${cutAt(text, maxShown)}…` : text;
  if (!unseen.test(shown)) return shown === "" ? [] : [{ text: shown, isMark: false }];
  const pieces: ShownPiece[] = [];
  let at = 0;
  for (const match of shown.matchAll(new RegExp(unseen, "gu"))) {
    if (match.index > at) pieces.push({ text: shown.slice(at, match.index), isMark: false });
    pieces.push({ text: toMark(match[0], shown[match.index + 1]), isMark: true });
    at = match.index + match[0].length;
  }
  if (at < shown.length) pieces.push({ text: shown.slice(at), isMark: false });
  return pieces.filter((piece) => piece.text !== "");
}

function toMark(found: string, next: string | undefined): string {
  const code = found.charCodeAt(0);
  if (code === 0x20) return "·".repeat(found.length);
  // A carriage return before a line feed is one break with it.
  if (code === 0x0d && next === "\n") return "";
  if (code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029) return "⏎";
  if (code === 0x09) return "⇥";
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "␡";
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}

/** The first `length` UTF-16 units, never half of a character outside of the basic plane. */
function cutAt(text: string, length: number): string {
  const code = text.charCodeAt(length - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? length - 1 : length);
}
