import type { DashboardView, QueueView } from "#core/api/dashboard-api";
import type { DeadLetterView } from "#core/api/dead-letters-api";
import type { HandledQueue } from "#core/ports/dead-letters";
import { callApi } from "./call-api.ts";

export function getDashboard({ days, zone }: { days: number; zone: string }, signal?: AbortSignal): Promise<DashboardView> {
  return callApi(`/api/dashboard?${new URLSearchParams({ days: String(days), zone })}`, { signal });
}

export async function listQueues(signal?: AbortSignal): Promise<QueueView[]> {
  return (await callApi<{ queues: QueueView[] }>("/api/queues", { signal })).queues;
}

export interface DeadLetters {
  letters: DeadLetterView[];
  others: number;
  isAll: boolean;
}

export function listDeadLetters(signal?: AbortSignal): Promise<DeadLetters> {
  return callApi("/api/dead-letters", { signal });
}

export interface LetterRef {
  queue: HandledQueue;
  id: string;
}

export function redriveDeadLetter({ queue, id }: LetterRef): Promise<void> {
  return callApi(`/api/dead-letters/${queue}/${encodeURIComponent(id)}/redrive`, { method: "POST" });
}

export function discardDeadLetter({ queue, id }: LetterRef): Promise<void> {
  return callApi(`/api/dead-letters/${queue}/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export interface RedriveOutcome {
  redriven: number;
  refused: { id: string; message: string }[];
  isAll: boolean;
}

export function redriveAllDeadLetters(): Promise<RedriveOutcome> {
  return callApi("/api/dead-letters/redrive", { method: "POST", body: {} });
}

/** Throws ApiError with what does not work as its sentence. */
export function getHealth(signal?: AbortSignal): Promise<{ status: "ok" }> {
  return callApi("/api/health", { signal });
}
