import * as z from "zod/mini";
import { AppError } from "../app-error.ts";
import type { DocumentRef } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";

/** `drops`: only of files that came without anybody watching. */
export const mailChoices = ["drops", "all", "none"] as const;

export const alertSettingsSchema = z.object({
  /** More than that of the rows set aside is worth telling. */
  rejectPercent: z._default(z.number().check(z.minimum(0), z.maximum(100)), 5),
  mail: z._default(z.enum(mailChoices), "drops"),
});
/** What a workspace wants people to hear of. */
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

export async function getAlertSettings(ports: Pick<Ports, "documents">, workspace: string): Promise<AlertSettings> {
  const stored = await ports.documents.get(refOf(workspace));
  return alertSettingsSchema.parse(stored?.body ?? {});
}

/** The whole of them. Throws `conflict` when somebody else changes them at the same moment, `not-allowed` for what a guest may not ask for. */
export async function putAlertSettings(
  ports: Pick<Ports, "documents">,
  { workspace, guest, settings }: { workspace: string; guest: boolean; settings: AlertSettings },
): Promise<AlertSettings> {
  // The address is the stage's: nobody who merely passes by shall fill its mailbox.
  if (guest && settings.mail === "all") throw new AppError("not-allowed", "A guest's workspace sends no e-mail about every job.");
  const stored = await ports.documents.get(refOf(workspace));
  const isPut = await ports.documents.put({ ...refOf(workspace), version: (stored?.version ?? 0) + 1, body: settings });
  if (isPut) return settings;
  throw new AppError("conflict", "Somebody else changed these settings at the same moment. Try again.", { retryable: true });
}

function refOf(workspace: string): DocumentRef {
  return { workspace, kind: "alert-settings", id: "1" };
}
