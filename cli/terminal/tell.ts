/** Words for people go to standard error, so that standard output carries data only. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
