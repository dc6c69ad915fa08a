import type { Ports } from "../ports/ports.ts";
import { webhookRef, webhookSchema } from "./webhook.ts";

/** Switches a webhook off and says why; one that somebody changes at the same moment is left to them. */
export async function disableWebhook(
  ports: Pick<Ports, "documents">,
  { workspace, webhook }: { workspace: string; webhook: string },
  disabledBecause: string,
): Promise<void> {
  const stored = await ports.documents.get(webhookRef(workspace, webhook));
  if (!stored) return;
  const body = webhookSchema.parse(stored.body);
  await ports.documents.put({ ...stored, version: stored.version + 1, body: { ...body, enabled: false, disabledBecause } });
}
