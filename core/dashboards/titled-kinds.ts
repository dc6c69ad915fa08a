import { type DashboardBody, dashboardBodySchema, type SavedQuery, savedQuerySchema } from "./dashboard.ts";
import type { TitledKind } from "./titled-documents.ts";

export const savedQueries: TitledKind<SavedQuery> = {
  kind: "saved-query",
  words: ["saved query", "saved queries"],
  schema: savedQuerySchema,
};

export const dashboards: TitledKind<DashboardBody> = {
  kind: "dashboard",
  words: ["dashboard", "dashboards"],
  schema: dashboardBodySchema,
};
