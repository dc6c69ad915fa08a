const spoken: Readonly<Record<string, string>> = {
  csv: "CSV",
  tsv: "TSV",
  json: "JSON",
  ndjson: "NDJSON",
  xlsx: "XLSX",
  crlf: "CRLF",
  lf: "LF",
  ip: "IP",
  gzip: "gzip",
  zstd: "zstd",
  utc: "UTC",
};

/** A value of a parameter as it is said in a form, or any other name of ours: "keyword-revenue" is "Keyword revenue". */
export function choiceWords(value: string): string {
  const known = Object.hasOwn(spoken, value) ? spoken[value] : undefined;
  if (known !== undefined) return known;
  const words = value
    .replaceAll(/[-_]/g, " ")
    .replaceAll("+", " + ")
    .replace(/\bip\b/, "IP");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
