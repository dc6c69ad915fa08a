import { keyArn } from "./encryption.ts";
import { accountId } from "./place.ts";
import { refusePlainHttp } from "./refuse-plain-http.ts";
import { account } from "./settings.ts";

/** Where alarms and the budget are told. Encrypted only by a customer's key: alarms cannot publish under SNS's own. */
export const alarmTopic = account.watched ? createTopic() : undefined;

function createTopic() {
  const topic = new aws.sns.Topic("Alarms", {
    name: `${$app.name}-${$app.stage}-alarms`,
    displayName: `${$app.name} ${$app.stage}`,
    kmsMasterKeyId: keyArn,
  });
  const policy = aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        sid: "AlarmsAndBudgets",
        principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] }],
        actions: ["sns:Publish"],
        resources: [topic.arn],
        conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
      },
      refusePlainHttp("sns:Publish", topic.arn),
    ],
  }).json;
  new aws.sns.TopicPolicy("AlarmsPolicy", { arn: topic.arn, policy });
  if (account.alarmEmail) {
    new aws.sns.TopicSubscription("AlarmsEmail", { topic: topic.arn, protocol: "email", endpoint: account.alarmEmail });
  }
  return topic;
}
