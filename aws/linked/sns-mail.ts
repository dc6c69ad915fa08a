import { SNSClient } from "@aws-sdk/client-sns";
import type { Mailer } from "#core/ports/mailer";
import { clientOptions } from "../client-options.ts";
import { alertEmailTopic } from "../resources.ts";
import { createSnsMailer } from "../sns-mailer.ts";

export function createSnsMail(): Mailer {
  return createSnsMailer({ client: new SNSClient({ ...clientOptions }), topicArn: alertEmailTopic() });
}
