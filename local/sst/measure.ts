import { z } from "zod";

const secondsByUnit: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** SST's durations ("6 minutes") as seconds. */
export const durationSchema = z
  .string()
  .regex(/^\d+ (second|minute|hour|day)s?$/)
  .transform((duration) => {
    const [count = "", unit = ""] = duration.split(" ");
    return Number(count) * (secondsByUnit[unit.replace(/s$/, "")] ?? Number.NaN);
  });

/** SST's sizes ("1769 MB") as megabytes. */
export const sizeSchema = z
  .string()
  .regex(/^\d+ (MB|GB)$/)
  .transform((size) => Number.parseInt(size, 10) * (size.endsWith("GB") ? 1024 : 1));
