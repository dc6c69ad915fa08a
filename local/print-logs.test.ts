import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { printLogs } from "./print-logs.ts";

test("the lines of all parts that hold a word are read in the order of time, without metrics", async () => {
  const dir = await mkdtemp(join(tmpdir(), "sluice-print-logs-"));
  const line = (second: number, name: string, message: string) =>
    `${JSON.stringify({ timestamp: `2026-03-01T10:00:0${second}.000Z`, level: "INFO", function: name, job: "01J", message })}\n`;
  await writeFile(
    join(dir, "RunJob.log"),
    `${line(2, "RunJob", "Job running")}{"_aws":{},"job":"01J"}\n${line(4, "RunJob", "Job succeeded")}`,
  );
  await writeFile(
    join(dir, "Web.log"),
    `2026-03-01T10:00:00.000Z Ready\n${line(1, "Web", "Job created")}2026-03-01T10:00:03.000Z 01J in words\n`,
  );
  const printed: string[] = [];

  await printLogs({ dir, word: "01J" }, (text) => printed.push(text));

  expect(printed).toEqual([
    "10:00:01.000 info Web 01J Job created",
    "10:00:02.000 info RunJob 01J Job running",
    "10:00:03.000 Web 01J in words",
    "10:00:04.000 info RunJob 01J Job succeeded",
  ]);
  await expect(printLogs({ dir: join(dir, "none"), word: "" }, () => undefined)).rejects.toThrow("There are no logs");
  await rm(dir, { recursive: true });
});
