import type { LoadPlan } from "../../jobs/job.ts";
import type { RunContext, RunOutcome } from "../operation.ts";
import type { FileReport } from "../results/file-report.ts";
import { RejectWriter } from "../results/reject-writer.ts";
import { RunOutputs } from "../results/run-outputs.ts";

const bufferBytes = 256 * 1024;

/** What a load leaves for its user: the changes it made, what it set aside, and the report. */
export class LoadResults {
  readonly #outputs: RunOutputs;
  readonly rejects: RejectWriter;
  #lines: Uint8Array[] = [];
  #bytes = 0;

  constructor({ openOutput }: Pick<RunContext<unknown>, "openOutput">) {
    this.#outputs = new RunOutputs(openOutput);
    this.rejects = new RejectWriter(this.#outputs, { namesFiles: false });
  }

  /** A line of `changes.ndjson`. */
  async change(line: Uint8Array): Promise<void> {
    this.#lines.push(line);
    this.#bytes += line.length;
    if (this.#bytes >= bufferBytes) await this.#flush();
  }

  async outcome(report: FileReport, plan: LoadPlan): Promise<RunOutcome> {
    await this.#flush();
    const output = await this.#outputs.open("report.json", "application/json");
    await output.write(new TextEncoder().encode(`${JSON.stringify({ ...report, plan }, null, 2)}\n`));
    output.rows = 1;
    const results = await this.#outputs.close(["changes.ndjson"]);
    return { counts: report.counts, issues: report.issues, results, plan };
  }

  async abort(): Promise<void> {
    await this.#outputs.abort();
  }

  async #flush(): Promise<void> {
    const output = await this.#outputs.open("changes.ndjson", "application/x-ndjson");
    if (this.#bytes === 0) return;
    const chunk = new Uint8Array(this.#bytes);
    let at = 0;
    for (const line of this.#lines) {
      chunk.set(line, at);
      at += line.length;
    }
    output.rows += this.#lines.length;
    this.#lines = [];
    this.#bytes = 0;
    await output.write(chunk);
  }
}
