const delimiterNames: Readonly<Record<string, string>> = {
  ",": "commas",
  "\t": "tabs",
  ";": "semicolons",
  "|": "bars",
  "||": "double bars",
  ":": "colons",
  "~": "tildes",
  " ": "blanks",
  ", ": "commas with a blank",
  "": "one column",
};

/** What stands between two cells, as people call it. */
export function delimiterWords(delimiter: string): string {
  const known = Object.hasOwn(delimiterNames, delimiter) ? delimiterNames[delimiter] : undefined;
  return known ?? `fields parted by ${delimiter}`;
}

const encodingNames: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16, big end first",
  "windows-1252": "Windows-1252",
  "iso-8859-1": "ISO-8859-1",
  "iso-8859-2": "ISO-8859-2",
  "iso-8859-15": "ISO-8859-15",
  "windows-1250": "Windows-1250",
  "windows-1251": "Windows-1251",
  macintosh: "Mac Roman",
  shift_jis: "Shift JIS",
  gb18030: "GB 18030",
};

export function encodingWords(encoding: string): string {
  const name = encoding.toLowerCase();
  return (Object.hasOwn(encodingNames, name) ? encodingNames[name] : undefined) ?? encoding;
}

/** Those that a person may want to try, the most frequent first. */
export const commonEncodings = [
  "utf-8",
  "windows-1252",
  "iso-8859-15",
  "windows-1250",
  "windows-1251",
  "utf-16le",
  "macintosh",
  "shift_jis",
  "gb18030",
];
export const commonDelimiters = [",", ";", "\t", "|", ":", "~", " ", ""];
