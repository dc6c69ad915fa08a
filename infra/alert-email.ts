import { keyArn } from "./encryption.ts";
import { refusePlainHttp } from "./refuse-plain-http.ts";
import { account } from "./settings.ts";

/** Whom the product writes to when something that nobody watches went wrong: a failed drop, a missed deadline, too many rejects. */
const topic = account.alertEmail ? createTopic(account.alertEmail) : undefined;

function createTopic(endpoint: string) {
  const topic = new aws.sns.Topic("AlertEmail", {
    name: `${$app.name}-${$app.stage}-alerts`,
    displayName: `${$app.name} ${$app.stage}`,
    kmsMasterKeyId: keyArn,
  });
  const policy = aws.iam.getPolicyDocumentOutput({ statements: [refusePlainHttp("sns:Publish", topic.arn)] }).json;
  new aws.sns.TopicPolicy("AlertEmailPolicy", { arn: topic.arn, policy });
  new aws.sns.TopicSubscription("AlertEmailSubscription", { topic: topic.arn, protocol: "email", endpoint });
  return topic;
}

/** Linked everywhere, so that sst-env.d.ts does not change with the environment; empty where nobody is to be written to. */
export const alertEmail = new sst.Linkable("AlertEmailTopic", {
  properties: { arn: topic?.arn ?? "" },
  ...(topic && { include: [sst.aws.permission({ actions: ["sns:Publish"], resources: [topic.arn] })] }),
});
