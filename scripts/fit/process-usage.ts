import { readFileSync } from "node:fs";

export interface ProcessUsage {
  cpuSeconds: number;
  /** The most that ever was resident. */
  peakMegabytes: number;
}

/** Linux counts a process's time in hundredths of a second. */
const ticksPerSecond = 100;

/** What a process of Linux has used since it began. */
export function readProcessUsage(pid: number): ProcessUsage {
  // Behind the name in brackets, which may hold blanks: the 12th and 13th field are the time in user and system mode.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond, peakMegabytes: (Number(kibibytes) * 1024) / 1e6 };
}
