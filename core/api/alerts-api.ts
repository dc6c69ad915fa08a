import * as z from "zod";
import { mailChoices } from "../alerts/alert-settings.ts";
import type { Endpoint } from "./endpoints.ts";

export const alertSettingsRequestSchema = z.strictObject({
  /** A job of which more than this share of the rows is set aside is told of. */
  rejectPercent: z.number().min(0).max(100),
  /** Of which jobs e-mail is sent: of files that were dropped, of all, of none. */
  mail: z.enum(mailChoices),
});
export const alertSettingsResponseSchema = z.object({
  settings: z.object({ rejectPercent: z.number(), mail: z.enum(mailChoices) }),
  /** Whether the stage has an address that e-mail goes to. */
  hasAddress: z.boolean(),
});
export type AlertSettingsResponse = z.infer<typeof alertSettingsResponseSchema>;

export const alertEndpoints = {
  getAlertSettings: {
    method: "GET",
    path: "/api/alerts",
    summary: "What people hear of without watching",
    session: "required",
    status: 200,
    answer: alertSettingsResponseSchema,
  },
  putAlertSettings: {
    method: "PUT",
    path: "/api/alerts",
    summary: "Say what people shall hear of without watching",
    session: "required",
    manages: true,
    body: alertSettingsRequestSchema,
    status: 200,
    answer: alertSettingsResponseSchema,
  },
} as const satisfies Record<string, Endpoint>;
