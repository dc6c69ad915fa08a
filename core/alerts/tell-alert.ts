import type { Ports } from "../ports/ports.ts";
import { listWebhooks } from "../webhooks/manage-webhooks.ts";
import { oweDelivery } from "../webhooks/owe-delivery.ts";
import { toJobData, toPayload } from "../webhooks/payload.ts";
import { eventsOf } from "./alert-event.ts";
import { toAlertMail } from "./alert-mail.ts";
import { getAlertSettings } from "./alert-settings.ts";
import type { JobAlert } from "./job-alert.ts";
import { mailOnce } from "./mail-once.ts";
import { messageIdOf } from "./message-id.ts";

type TellPorts = Pick<Ports, "documents" | "queue" | "mailer" | "settings" | "now" | "observer">;

/** Tells whoever wants to know how a job ended. Told twice, it adds nothing; interrupted, it comes again and goes on. */
export async function tellAlert(ports: TellPorts, alert: JobAlert): Promise<void> {
  const settings = await getAlertSettings(ports, alert.workspace);
  const events = eventsOf(alert, settings);
  const webhooks = (await listWebhooks(ports, alert.workspace)).filter(({ enabled }) => enabled);
  for (const webhook of webhooks) {
    for (const event of events.filter((candidate) => webhook.events.includes(candidate))) {
      const key = { workspace: alert.workspace, webhook: webhook.id, id: await messageIdOf(alert, event) };
      await oweDelivery(ports, key, { event, body: toPayload(event, alert.at, toJobData(alert)) });
    }
  }
  const mail = toAlertMail(alert, events, { ...settings, siteUrl: ports.settings.siteUrl });
  if (mail) await mailOnce(ports, alert, mail);
}
