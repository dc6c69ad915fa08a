import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Mailer } from "#core/ports/mailer";
import { callAws } from "./expected-errors.ts";

/** Mails everybody who confirmed the topic's subscription; nobody where `topicArn` is empty. */
export function createSnsMailer({ client, topicArn }: { client: SNSClient; topicArn: string }): Mailer {
  return {
    async send({ subject, body }) {
      if (topicArn === "") return "nobody";
      await callAws(() => client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: body })));
      return "sent";
    },
  };
}
