import { z } from "zod";
import { alarmSchema, budgetSchema, dashboardSchema } from "./monitoring.ts";
import { Output } from "./output.ts";
import { arn, guard, optionsSchema, parseArgs, type Scope } from "./scope.ts";

const text = z.string();
const arnText = z.string().startsWith("arn:");

const topicSchema = z.strictObject({ name: text, displayName: text, kmsMasterKeyId: arnText.optional() });
const topicPolicySchema = z.strictObject({ arn: arnText, policy: text });
const subscriptionSchema = z.strictObject({ topic: arnText, protocol: z.literal("email"), endpoint: z.email() });
const logGroupSchema = z.strictObject({ name: text, retentionInDays: z.int(), kmsKeyId: arnText.optional() });
const querySchema = z.strictObject({ name: text, logGroupNames: z.array(text).min(1), queryString: text });
const roleSchema = z.strictObject({ name: text, description: text, maxSessionDuration: z.int(), assumeRolePolicy: text });
const rolePolicySchema = z.strictObject({ role: text, policy: text });
const keySchema = z.strictObject({
  description: text,
  enableKeyRotation: z.boolean(),
  deletionWindowInDays: z.int(),
  policy: text,
});
const aliasSchema = z.strictObject({ name: text.startsWith("alias/"), targetKeyId: text });

/** Resources that AWS needs and a laptop does not. Their arguments are checked all the same, so that a slip shows here already. */
export function createDeclarations(scope: Scope) {
  const declare = <Args extends Record<string, unknown>, Made extends object>(
    type: string,
    schema: z.ZodType<Args>,
    make: (args: Args) => Made,
  ) =>
    function construct(id: string, args: unknown, options?: unknown): Made {
      const parsed = parseArgs(`${type} "${id}"`, schema, args);
      parseArgs(`the options of "${id}"`, optionsSchema, options);
      scope.graph.declared.push({ type, id, args: parsed });
      return guard(id, make(parsed));
    };
  const nothing = () => ({});
  const requireQueue = (url: string) => {
    const queue = scope.graph.queues.find((node) => node.url === url);
    if (!queue) throw new Error(`A policy names a queue that is not declared: ${url}.`);
    return {};
  };
  return {
    sqs: {
      QueuePolicy: declare("aws.sqs.QueuePolicy", z.strictObject({ queueUrl: text, policy: text }), ({ queueUrl }) =>
        requireQueue(queueUrl),
      ),
      RedriveAllowPolicy: declare(
        "aws.sqs.RedriveAllowPolicy",
        z.strictObject({ queueUrl: text, redriveAllowPolicy: text }),
        ({ queueUrl }) => requireQueue(queueUrl),
      ),
    },
    sns: {
      Topic: declare("aws.sns.Topic", topicSchema, ({ name }) => ({ arn: arn(scope, "sns", name) })),
      TopicPolicy: declare("aws.sns.TopicPolicy", topicPolicySchema, nothing),
      TopicSubscription: declare("aws.sns.TopicSubscription", subscriptionSchema, nothing),
    },
    cloudwatch: {
      LogGroup: declare("aws.cloudwatch.LogGroup", logGroupSchema, ({ name }) => ({
        name: new Output(name),
        arn: arn(scope, "logs", `log-group:${name}`),
      })),
      MetricAlarm: declare("aws.cloudwatch.MetricAlarm", alarmSchema, nothing),
      QueryDefinition: declare("aws.cloudwatch.QueryDefinition", querySchema, nothing),
      Dashboard: declare("aws.cloudwatch.Dashboard", dashboardSchema, nothing),
    },
    iam: {
      Role: declare("aws.iam.Role", roleSchema, ({ name }) => ({ name: new Output(name) })),
      RolePolicy: declare("aws.iam.RolePolicy", rolePolicySchema, nothing),
    },
    budgets: { Budget: declare("aws.budgets.Budget", budgetSchema, nothing) },
    kms: {
      Key: declare("aws.kms.Key", keySchema, () => ({ keyId: new Output("key"), arn: arn(scope, "kms", "key/key") })),
      Alias: declare("aws.kms.Alias", aliasSchema, nothing),
    },
  };
}
