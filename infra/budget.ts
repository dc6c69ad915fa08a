import { alarmTopic } from "./alarm-topic.ts";
import { account } from "./settings.ts";

if (alarmTopic && account.monthlyBudgetDollars) createBudget(account.monthlyBudgetDollars, alarmTopic.arn);

/** Over the whole account: costs by tag are known only where somebody has activated the tag for billing. */
function createBudget(dollars: number, topicArn: $util.Output<string>) {
  const notify = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
    comparisonOperator: "GREATER_THAN",
    notificationType,
    threshold,
    thresholdType: "PERCENTAGE",
    subscriberSnsTopicArns: [topicArn],
  });
  new aws.budgets.Budget("MonthlyBudget", {
    name: `${$app.name}-${$app.stage}-monthly`,
    budgetType: "COST",
    limitAmount: String(dollars),
    limitUnit: "USD",
    timeUnit: "MONTHLY",
    notifications: [notify("ACTUAL", 80), notify("ACTUAL", 100), notify("FORECASTED", 100)],
  });
}
