import { type CustomerMessagesParams, customerMessagesParamsSchema } from "./messages/customer-messages-params.ts";
import type { Operation } from "./operation.ts";

/**
 * Out are the records that were understood: customers who got a message, orders that were counted, items that were summed, and items of
 * orders that were refused themselves. Rejected are those that an error message is about, one each.
 */
export const customerMessages: Operation<CustomerMessagesParams> = {
  id: "customer-messages",
  title: "Customer messages",
  description:
    "The customers, orders and items of one day: a message for each customer, with the number of orders and the amount spent, and one for each " +
    "thing that is wrong. They go to the queue Messages and into messages.ndjson. Sent again, a day sends only what changed.",
  params: customerMessagesParamsSchema,
  inputs: { minFiles: 3, maxFiles: 3, together: true },
  fits: { names: ["customers_{date}.csv", "orders_{date}.csv", "items_{date}.csv"] },
  needsServer: true,
  defaultBadRow: "reject",
  run: async (context) => (await import("./messages/run-customer-messages.ts")).runCustomerMessages(context),
};
