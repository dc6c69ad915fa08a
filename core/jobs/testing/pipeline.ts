import type { JobAlert } from "../../alerts/job-alert.ts";
import { isAppError } from "../../app-error.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Notice } from "../../realtime/messages.ts";
import { acceptUpload, type UploadedObject } from "../accept-upload.ts";
import { analyseJob } from "../analyse-job.ts";
import { awaitsAnalysis } from "../change.ts";
import type { Job } from "../job.ts";
import { maxWorkReceives, runJob } from "../run-job.ts";
import { sweepJobs } from "../sweep-jobs.ts";
import type { MemoryPorts } from "./memory-ports.ts";

interface Delivery {
  kind: "upload" | "work";
  body: unknown;
  receiveCount: number;
  visibleAt: number;
}

export interface Pipeline {
  /** S3 tells of an object, once or more often. */
  tell(object: UploadedObject): void;
  /** Notices as they reached the queue. */
  notices: Notice[];
  /** Alerts as they reached the queue. */
  alerts: JobAlert[];
  deadLetters: Delivery[];
  /** Delivers, lets time pass and sweeps until nothing is left to do. */
  settle(): Promise<void>;
}

const visibilitySeconds = 300;
const stepSeconds = 30;
const longestSeconds = 4 * 3600;

/** The queues and the schedule around the verbs. `next` gives the ports of each new invocation, which may die half-way. */
export function createPipeline(world: MemoryPorts, next: () => Ports = () => world): Pipeline {
  const deliveries: Delivery[] = [];
  const notices: Notice[] = [];
  const alerts: JobAlert[] = [];
  const deadLetters: Delivery[] = [];
  const nowMs = () => world.time.now.getTime();
  const enqueue = (kind: Delivery["kind"], body: unknown) => deliveries.push({ kind, body, receiveCount: 0, visibleAt: nowMs() });

  function collect(): void {
    for (const { queue, body } of world.sent.splice(0)) {
      if (queue === "work" || queue === "analysis") enqueue("work", body);
      else if (queue === "alerts") alerts.push(body as JobAlert);
      else notices.push(body as Notice);
    }
  }

  async function handle(delivery: Delivery): Promise<void> {
    if (delivery.kind === "upload") return await acceptUpload(next(), delivery.body as UploadedObject);
    const { analyse, ...work } = delivery.body as { workspace: string; job: string; analyse?: number };
    const how = {
      receiveCount: delivery.receiveCount,
      extendLease: async (seconds: number) => {
        delivery.visibleAt = nowMs() + seconds * 1000;
      },
      signal: new AbortController().signal,
    };
    if (analyse === undefined) await runJob(next(), work, how);
    else await analyseJob(next(), { ...work, analyse }, how);
  }

  async function deliver(delivery: Delivery): Promise<void> {
    delivery.receiveCount += 1;
    delivery.visibleAt = nowMs() + visibilitySeconds * 1000;
    try {
      await handle(delivery);
      deliveries.splice(deliveries.indexOf(delivery), 1);
    } catch (error) {
      if (isAppError(error) && !error.retryable) deliveries.splice(deliveries.indexOf(delivery), 1);
    }
    if (delivery.receiveCount < maxWorkReceives || !deliveries.includes(delivery)) return;
    deliveries.splice(deliveries.indexOf(delivery), 1);
    deadLetters.push(delivery);
  }

  return {
    notices,
    alerts,
    deadLetters,
    tell: (object) => void enqueue("upload", object),
    async settle() {
      const end = nowMs() + longestSeconds * 1000;
      for (;;) {
        collect();
        const ready = deliveries.find((delivery) => delivery.visibleAt <= nowMs());
        if (ready) {
          await deliver(ready);
          continue;
        }
        await Promise.allSettled([sweepJobs(next())]);
        collect();
        const waiting = deliveries.length > 0 || world.jobs.all().some((job) => job.pending.length > 0 || isUnfinished(job));
        if (!waiting) return;
        if (nowMs() > end) throw new Error("The pipeline does not come to rest.");
        world.time.now = new Date(nowMs() + stepSeconds * 1000);
      }
    },
  };
}

function isUnfinished(job: Job): boolean {
  return job.status === "queued" || job.status === "running" || awaitsAnalysis(job);
}
