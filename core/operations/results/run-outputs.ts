import type { JobResult } from "../../jobs/job.ts";
import type { OutputFile, RunContext } from "../operation.ts";

/** One result that is being written. */
export interface RunOutput {
  readonly name: string;
  readonly contentType: string;
  rows: number;
  write(chunk: Uint8Array): Promise<void>;
}

/** Plain JSON: an output of a run, to be continued by another. */
export interface RunOutputState {
  name: string;
  contentType: string;
  rows: number;
  state: unknown;
}

interface Opened extends RunOutput {
  file: OutputFile;
  /** Settles, always, when nothing is being written. */
  writing: Promise<unknown>;
}

/** A run's outputs, which stand or fall together. */
export class RunOutputs {
  readonly #openOutput: RunContext<unknown>["openOutput"];
  readonly #opened = new Map<string, Opened>();
  #givenUp = false;

  constructor(openOutput: RunContext<unknown>["openOutput"]) {
    this.#openOutput = openOutput;
  }

  /** The output of that name; `start` is what it begins with when it is new. */
  async open(name: string, contentType: string, start?: Uint8Array): Promise<RunOutput> {
    const known = this.#opened.get(name);
    if (known) return known;
    const output = this.#keep({ name, contentType, rows: 0 }, await this.#openOutput(name, contentType));
    if (start && start.length > 0) await output.write(start);
    return output;
  }

  /** Opens what another run has written to, to go on there. */
  async continue(states: readonly RunOutputState[]): Promise<void> {
    for (const { state, ...result } of states) {
      this.#keep(result, await this.#openOutput(result.name, result.contentType, state));
    }
  }

  async states(): Promise<RunOutputState[]> {
    const states: RunOutputState[] = [];
    for (const { name, contentType, rows, file } of this.#opened.values()) {
      states.push({ name, contentType, rows, state: await file.state?.() });
    }
    return states;
  }

  /** Publishes them, those that come first in `names` first. */
  async close(names: readonly string[]): Promise<JobResult[]> {
    const results: JobResult[] = [];
    for (const name of new Set([...names, ...this.#opened.keys()])) {
      const opened = this.#opened.get(name);
      if (!opened) continue;
      const { bytes } = await opened.file.close();
      results.push({ name, bytes, rows: opened.rows, contentType: opened.contentType });
    }
    return results;
  }

  /** Gives up every one, so that nothing of a failed run is left; what is still on its way to them is refused. */
  async abort(): Promise<void> {
    this.#givenUp = true;
    await Promise.allSettled(
      Array.from(this.#opened.values(), async ({ file, writing }) => {
        await writing;
        await file.abort();
      }),
    );
  }

  #keep(result: { name: string; contentType: string; rows: number }, file: OutputFile): Opened {
    const write = async (chunk: Uint8Array) => {
      if (this.#givenUp) throw new Error(`${result.name} was given up.`);
      const written = file.write(chunk);
      opened.writing = Promise.allSettled([written]);
      await written;
    };
    const opened: Opened = { ...result, file, write, writing: Promise.resolve() };
    this.#opened.set(result.name, opened);
    return opened;
  }
}
