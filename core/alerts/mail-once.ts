import type { DocumentRef } from "../ports/document-store.ts";
import type { Mail } from "../ports/mailer.ts";
import type { Ports } from "../ports/ports.ts";
import { keptMs } from "../webhooks/delivery.ts";
import type { JobAlert } from "./job-alert.ts";
import { messageIdOf } from "./message-id.ts";

const mailed = "mailed";

/** Writes about the end of a job: once, unless the process dies right after it wrote. */
export async function mailOnce(
  ports: Pick<Ports, "documents" | "mailer" | "now" | "observer">,
  alert: JobAlert,
  mail: Mail,
): Promise<void> {
  const { workspace } = alert;
  const ref: DocumentRef = { workspace, kind: "delivery", id: `mail/${await messageIdOf(alert, "job.failed")}` };
  if (await ports.documents.get(ref)) return;
  const outcome = await ports.mailer.send(mail);
  if (outcome === "nobody") return;
  ports.observer.tell({ level: "info", message: "Alert mailed", facts: { workspace, job: alert.job } });
  const now = ports.now();
  const expiresAt = new Date(now.getTime() + keptMs).toISOString();
  await ports.documents.put({ ...ref, version: 1, body: { state: mailed, at: now.toISOString() }, expiresAt });
}
