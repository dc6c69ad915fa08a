import type { AnsweredLook } from "./inspect-file.ts";
import { aborted, type FromWorker, type ReadingAnswers, type ReadingRequest, type ToWorker, toFailure } from "./reading-messages.ts";
import { unlessAborted } from "./unless-aborted.ts";

type Answer = ReadingAnswers[keyof ReadingAnswers];

/**
 * The worker's side: takes the page's messages, one by one. Checks are made one after the other; looks and previews, which are short,
 * in between.
 */
export function answerRequests(post: (message: FromWorker) => void): (message: ToWorker) => void {
  const running = new Map<number, AbortController>();
  let checks: Promise<unknown> = Promise.resolve();

  const answer = async (id: number, work: () => Promise<Answer>) => {
    try {
      post({ id, answer: await work() });
    } catch (error) {
      post({ id, failure: toFailure(error) });
    } finally {
      running.delete(id);
    }
  };

  const begin = (id: number, request: ReadingRequest, signal: AbortSignal) => {
    if (request.kind === "inspect") return void answer(id, () => look(request, signal, (early) => post({ id, early })));
    if (request.kind === "preview") return void answer(id, () => preview(request, signal));
    const before = checks;
    // Whoever is cancelled while it waits is answered at once: the page takes a worker that is silent for a broken one.
    const check = answer(id, async () => {
      await unlessAborted(before, signal);
      const { checkFile } = await import("./check-file.ts");
      const { file, dialect, schema, key } = request;
      return await checkFile(file, { dialect, schema, key, signal, pause, progress: (progress) => post({ id, progress }) });
    });
    checks = Promise.all([before, check]);
  };

  return (message) => {
    if ("cancel" in message) return void running.get(message.id)?.abort(aborted());
    const controller = new AbortController();
    running.set(message.id, controller);
    begin(message.id, message.request, controller.signal);
  };
}

type Asked<Kind extends ReadingRequest["kind"]> = Extract<ReadingRequest, { kind: Kind }>;

async function look({ file, dialect, wantsEarly }: Asked<"inspect">, signal: AbortSignal, early: (look: AnsweredLook) => void) {
  const { inspectFile } = await import("./inspect-file.ts");
  return await inspectFile(file, { dialect, signal, pause, early: wantsEarly ? early : undefined });
}

async function preview({ files, ...request }: Asked<"preview">, signal: AbortSignal) {
  const { previewOutput } = await import("./preview-output.ts");
  return await previewOutput(files, { ...request, signal, pause });
}

/** Lets messages in. A timer would be held back once it is nested. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
