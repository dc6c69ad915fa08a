import type { Job } from "../jobs/job.ts";
import { createDropJobId } from "../jobs/job-id.ts";
import type { Ports } from "../ports/ports.ts";
import { explainAnalysis } from "./explain-analysis.ts";
import { explainRun } from "./explain-run.ts";
import { type Explanation, nameOf, quote, settled, toRef } from "./explanation.ts";
import type { LetterContent } from "./letter-content.ts";

type ExplainPorts = Pick<Ports, "jobs" | "objects">;

/** What a dead letter was for, why it came to nothing, and what to do: from what is stored now, since the message cannot know. */
export async function explainLetter(ports: ExplainPorts, content: LetterContent): Promise<Explanation> {
  switch (content.kind) {
    case "run":
      return explainRun(await findJob(ports, content.workspace, content.job));
    case "analysis":
      return explainAnalysis(await findJob(ports, content.workspace, content.job));
    case "upload":
      return await explainUpload(ports, content);
    case "drop":
      return await explainDrop(ports, content);
    case "notice":
      return explainNotice(await findJob(ports, content.workspace, content.job));
    case "alert":
      return explainAlert(await findJob(ports, content.workspace, content.job));
    case "query":
      return {
        purpose: "Answer a query",
        cause: "Each attempt to run it failed on our side.",
        advice: "Ask the query again on the page Query: its author was told that it failed.",
        suggests: "discard",
        loss: "Nothing: a query changes nothing.",
        job: null,
      };
    case "delivery":
      return {
        purpose: "Tell a webhook",
        cause: "Each attempt to send it failed on our side, before the other side could answer.",
        advice: "Send it again. What the webhook was told before stands under Settings, and can be replayed there.",
        suggests: "redrive",
        loss: "This attempt is not made. The delivery stays listed under Settings and can be replayed there.",
        job: null,
      };
  }
}

async function explainUpload(ports: ExplainPorts, content: Extract<LetterContent, { kind: "upload" }>): Promise<Explanation> {
  const job = await findJob(ports, content.workspace, content.job);
  const file = job?.files.find(({ n }) => n === content.n);
  const purpose = `Take in ${file ? quote(file.name) : "an uploaded file"}`;
  const of = { purpose, job: toRef(job) };
  if (!job || !file) return { ...of, ...settled("Its job was deleted, and the file with it.") };
  if (file.versionId !== undefined) return { ...of, ...settled("The file has been taken in since.") };
  if (!(await isStored(ports, content))) return { ...of, ...settled("The file is not stored any more.") };
  return {
    ...of,
    cause: `${quote(file.name)} arrived, and each attempt to take it in failed on our side.`,
    advice: "Send it again: the file is stored, and the job goes on when it is taken in.",
    suggests: "redrive",
    loss: "The job waits until its time for uploads is over. Then it expires, and the file has to be uploaded again.",
  };
}

async function explainDrop(ports: ExplainPorts, content: Extract<LetterContent, { kind: "drop" }>): Promise<Explanation> {
  const { workspace, key, versionId, name } = content;
  const purpose = `Take in the dropped file ${quote(name)}`;
  const head = await ports.objects.head("uploads", key, versionId);
  if (!head) return { purpose, job: null, ...settled("The file is not stored any more.") };
  const job = await findJob(ports, workspace, await createDropJobId({ key, versionId, lastModified: head.lastModified }));
  if (job) return { purpose, job: toRef(job), ...settled("The file became a job since.") };
  return {
    purpose,
    job: null,
    cause: `${quote(name)} was dropped, and each attempt to take it in failed on our side.`,
    advice: "Send it again: the file is stored, and goes its way by your rules.",
    suggests: "redrive",
    loss: `${quote(name)} does not become a job, nor part of a set. To have it handled after all, drop it again.`,
  };
}

function explainNotice(job: Job | null): Explanation {
  return {
    purpose: `Tell open pages of ${job ? quote(nameOf(job)) : "a job"}`,
    cause: "Open pages could not be told of a change.",
    advice: "Discard it: pages have caught up by themselves, and old news changes nothing.",
    suggests: "discard",
    loss: "Nothing: every page shows what is true now.",
    job: toRef(job),
  };
}

function explainAlert(job: Job | null): Explanation {
  const name = job ? quote(nameOf(job)) : "a job that is deleted";
  return {
    purpose: `Tell people and webhooks how ${name} ended`,
    cause: "Each attempt to tell them failed on our side.",
    advice: "Send it again: nobody is told twice.",
    suggests: "redrive",
    loss: `Mails and webhooks do not say how ${name} ended.`,
    job: toRef(job),
  };
}

async function isStored({ objects }: ExplainPorts, { key, versionId }: { key: string; versionId: string }): Promise<boolean> {
  return (await objects.head("uploads", key, versionId)) !== null;
}

async function findJob(ports: Pick<Ports, "jobs">, workspace: string, id: string): Promise<Job | null> {
  const job = await ports.jobs.get(workspace, id);
  return job && job.deletedAt === undefined ? job : null;
}
