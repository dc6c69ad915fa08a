import * as z from "zod/mini";
import { chartSpecSchema } from "../charts/chart-spec.ts";

const title = z.string().check(z.trim(), z.minLength(1), z.maxLength(100));
const sql = z.string().check(z.minLength(1), z.maxLength(20_000));

/** A statement under a name, and how its answer is drawn: document kind `saved-query`. */
export const savedQuerySchema = z.object({ title, sql, chart: z.optional(chartSpecSchema) });
export type SavedQuery = z.infer<typeof savedQuerySchema>;

/** A saved query on a dashboard, as it was when it was put there. */
export const cardSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(40)),
  title,
  sql,
  chart: chartSpecSchema,
  /** Of twelve columns of a wide page. */
  width: z.union([z.literal(3), z.literal(4), z.literal(6), z.literal(12)]),
});
export type Card = z.infer<typeof cardSchema>;

/** Document kind `dashboard`. */
export const dashboardBodySchema = z.object({ title, cards: z.array(cardSchema).check(z.maxLength(24)) });
export type DashboardBody = z.infer<typeof dashboardBodySchema>;
