/** Room for `_2` and further, by which the sheets of a long table differ; a name has 31 characters at most. */
const longest = 26;

/** A name for a sheet that spreadsheet programs take, from a file's name. */
export function toSheetName(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? "";
  const stem = base.includes(".") ? base.slice(0, base.indexOf(".", 1)) : base;
  const safe = stem.replace(/[[\]:*?/\\\p{Cc}\p{Cs}]/gu, "_").replace(/^[' ]+/, "");
  let name = "";
  for (const character of safe) if (name.length + character.length <= longest) name += character;
  name = name.replace(/[' ]+$/, "");
  // A name that Excel keeps for itself.
  return name === "" || name.toLowerCase() === "history" ? "Sheet1" : name;
}
