import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "#core/api/api-error";
import type { SocketResponse } from "#core/api/requests";
import { isTerminal } from "#core/jobs/job-status";
import type { JobView } from "#core/jobs/job-view";
import type { ServerMessage } from "#core/realtime/messages";
import type { Api } from "./api.ts";

/** Asked so often whether anything happened; a message from the server is heard at once. */
const askEveryMs = 2_000;
const maxFailures = 30;

export interface WatchOptions {
  api: Api;
  id: string;
  signal: AbortSignal;
  onProgress(bytes: number, rows: number): void;
}

/** The job once it has ended. The socket only makes it quicker: without it, or when it breaks, asking goes on. */
export async function watchJob({ api, id, signal, onProgress }: WatchOptions): Promise<JobView> {
  const alarm = createAlarm();
  const socket = await openSocket(api, (message) => {
    if (message.type === "progress" && message.id === id) onProgress(message.bytes, message.rows);
    if (message.type === "job" && message.job.id === id) alarm.ring();
  });
  try {
    for (let failures = 0; ; ) {
      try {
        const { job } = await api.call<{ job: JobView }>(`/api/jobs/${id}`);
        if (isTerminal(job.status)) return job;
        failures = 0;
      } catch (error) {
        failures += 1;
        if (!(error instanceof ApiError && error.retryable) || failures > maxFailures) throw error;
      }
      await alarm.wait(askEveryMs, signal);
    }
  } finally {
    socket?.close();
  }
}

function createAlarm() {
  let wake: AbortController | null = null;
  let isRung = false;
  return {
    ring() {
      isRung = true;
      wake?.abort();
    },
    async wait(ms: number, signal: AbortSignal): Promise<void> {
      wake = new AbortController();
      if (isRung) wake.abort();
      await sleep(ms, undefined, { signal: AbortSignal.any([signal, wake.signal]) }).catch(() => signal.throwIfAborted());
      isRung = false;
    },
  };
}

async function openSocket(api: Api, onMessage: (message: ServerMessage) => void): Promise<WebSocket | null> {
  try {
    const { url, ticket } = await api.call<SocketResponse>("/api/socket");
    const socket = new WebSocket(`${url}?ticket=${encodeURIComponent(ticket)}`);
    socket.addEventListener("open", () => socket.send(JSON.stringify({ v: 1, type: "hello" })));
    socket.addEventListener("message", (event) => onMessage(JSON.parse(String(event.data)) as ServerMessage));
    // Nothing to be done: asking goes on without it.
    socket.addEventListener("error", () => socket.close());
    return socket;
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}
