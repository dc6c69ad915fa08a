import { setTimeout as sleep } from "node:timers/promises";

interface FileToSend {
  name: string;
  text: string;
}

interface JobToMake {
  operation: string;
  params?: Record<string, unknown>;
  onBadRow?: "keep" | "reject" | "stop";
  files: FileToSend[];
}

interface SeenJob {
  id: string;
  status: string;
  analysis: string;
}

const endsWithinMs = 120_000;

/** Somebody with a workspace of their own, who talks to the interface as a program would. */
export class Visitor {
  readonly #url: string;
  #cookie = "";

  constructor(url: string) {
    this.#url = url;
  }

  /** As a browser sends it. */
  get cookie(): string {
    return this.#cookie;
  }

  async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { ...(this.#cookie && { cookie: this.#cookie }), ...(body !== undefined && { "content-type": "application/json" }) };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(`${this.#url}${path}`, init);
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
    if (cookie) this.#cookie = cookie;
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  /** Makes a job, sends its files, and waits for its end and for what there is to look at. */
  async runJob({ files, ...request }: JobToMake): Promise<SeenJob> {
    const named = files.map(({ name, text }) => ({ name, size: Buffer.byteLength(text), type: "text/csv" }));
    const made = await this.call<{ job: SeenJob; uploads: { url: string; fields: Record<string, string> }[] }>("POST", "/api/jobs", {
      ...request,
      files: named,
    });
    for (const [n, { text }] of files.entries()) {
      const upload = made.uploads[n];
      if (!upload) throw new Error("There is no place to upload to.");
      const form = new FormData();
      for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
      form.append("file", new Blob([text], { type: "text/csv" }), files[n]?.name ?? "file");
      const stored = await fetch(upload.url, { method: "POST", body: form });
      if (!stored.ok) throw new Error(`The upload answered ${stored.status}.`);
    }
    return await this.#waitFor(made.job.id);
  }

  async #waitFor(id: string): Promise<SeenJob> {
    const until = Date.now() + endsWithinMs;
    for (;;) {
      const { job } = await this.call<{ job: SeenJob }>("GET", `/api/jobs/${id}`);
      const ended = job.status === "succeeded" || job.status === "failed" || job.status === "cancelled";
      if (ended && job.analysis !== "pending") return job;
      if (Date.now() > until) throw new Error(`The job ${id} did not end: it is ${job.status}, its analysis ${job.analysis}.`);
      await sleep(250);
    }
  }
}
