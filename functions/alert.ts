import type { SQSHandler } from "aws-lambda";
import { observer } from "#aws/observer";
import { toBatchResponse } from "./batch-response.ts";

/** Alerts: what people who are not watching should hear. */
export const handler: SQSHandler = async ({ Records: records }, context) => {
  const log = observer().begin("Alert", context);
  return await toBatchResponse({ queue: "Alerts", records, observer: log }, async () => {
    throw new Error("To be written.");
  });
};
