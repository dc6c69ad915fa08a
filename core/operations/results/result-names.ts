const reserved = ["report.json", "rejects.ndjson", "rejects.csv", "rejects.xlsx", "profile.json"];
const longestStem = 120;

/**
 * Names of the results of several files: `{stem}.{extension}`, a second one of the same name `{stem}-2.{extension}`. The names of
 * files are data: what could leave a folder or a page is replaced.
 */
export function nameResults(fileNames: readonly string[], extension: string): string[] {
  if (fileNames.length === 1) return [`output.${extension}`];
  const taken = new Set(reserved);
  return fileNames.map((fileName) => {
    const stem = safeStem(fileName);
    let name = `${stem}.${extension}`;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}.${extension}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** Name of the file's bad records, in the file's own form, beside its result. */
export function nameRejects(resultName: string, extension: string, files: number): string {
  return files === 1 ? "rejects.csv" : `${resultName.slice(0, -extension.length - 1)}.rejects.csv`;
}

function safeStem(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? "";
  const stem = base.includes(".") ? base.slice(0, base.lastIndexOf(".")) : base;
  const safe = stem.replace(/[^\p{L}\p{M}\p{N} ._()-]/gu, "_").replace(/^[ .]+|[ .]+$/g, "");
  return Array.from(safe).slice(0, longestStem).join("") || "file";
}
