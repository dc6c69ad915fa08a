import type { Notice } from "../realtime/messages.ts";

/** API Gateway's limit of one WebSocket message. */
export const maxMessageBytes = 128 * 1024;
const shortName = 100;
const maxResults = 100;

/** A job's line as it is when it fits into one message; otherwise without its parameters, its files' names cut short. */
export function fitMessage(message: Notice["message"]): Notice["message"] {
  if (message.type !== "job" || "deleted" in message.job) return message;
  if (new TextEncoder().encode(JSON.stringify(message)).length <= maxMessageBytes) return message;
  const files = message.job.files.map((file) => ({ ...file, name: file.name.slice(0, shortName) }));
  // A result's name is its address: half of one would lead nowhere.
  const results = message.job.results.slice(0, maxResults);
  return { ...message, job: { ...message.job, params: {}, files, results } };
}
