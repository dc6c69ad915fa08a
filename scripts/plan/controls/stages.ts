import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../planned-resource.ts";
import { root } from "../platform.ts";
import { type Control, checkAll, checkEach, isProduction, resourcesOf, unless } from "./control.ts";
import { functionType } from "./functions.ts";

interface Budget {
  limitAmount?: string;
  timeUnit?: string;
  notifications?: { subscriberSnsTopicArns?: string[]; subscriberEmailAddresses?: string[] }[];
}

const ofStage = ({ stage }: Plan, problems: string[]) => problems.map((problem) => ({ resource: stage, problem }));

/** Pulumi hands what is nested to a provider as text. */
function readTags(defaultTags: unknown): { tags?: Record<string, string> } {
  return (typeof defaultTags === "string" ? JSON.parse(defaultTags) : (defaultTags ?? {})) as { tags?: Record<string, string> };
}

/** The version that `npm ci` installs, whatever is newest; a range is none. */
function pinnedOpenNext(): string | undefined {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { devDependencies?: Record<string, string> };
  const version = devDependencies?.["@opennextjs/aws"] ?? "";
  return /^\d+\.\d+\.\d+$/.test(version) ? version : undefined;
}

export const stageControls: Control[] = [
  {
    id: "tags",
    title: "Everything carries the tags of the app and its stage",
    sources: ["DynamoDB.5", "Lambda.6", "SQS.2"],
    check: (plan) =>
      checkEach(plan, "pulumi:providers:aws", ({ inputs }) => {
        const { tags = {} } = readTags(inputs.defaultTags);
        return unless(
          tags.application === plan.app.name && tags.stage === plan.stage,
          "What it creates is without the tags application and stage.",
        );
      }),
  },
  {
    id: "budget",
    title: "Production says when it costs more than it may",
    sources: ["https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/cost_monitor_usage_proactive_process.html"],
    appliesTo: isProduction,
    check: (plan) =>
      checkEach(plan, "aws:budgets/budget:Budget", ({ inputs }) => {
        const { limitAmount, timeUnit, notifications = [] }: Budget = inputs;
        return [
          ...unless(Number(limitAmount) > 0 && timeUnit === "MONTHLY", "It has no sum for a month."),
          ...unless(
            notifications.length > 0 &&
              notifications.every(
                ({ subscriberSnsTopicArns = [], subscriberEmailAddresses = [] }) =>
                  subscriberSnsTopicArns.length + subscriberEmailAddresses.length > 0,
              ),
            "It tells nobody.",
          ),
        ];
      }),
  },
  {
    id: "guests-off",
    title: "Nobody comes into production uninvited",
    sources: [],
    appliesTo: isProduction,
    check: (plan) => ofStage(plan, unless(plan.links.Settings?.guests === false, "Its settings let guests in.")),
  },
  {
    id: "kept",
    title: "Production is not removed by a command, and its data not at all",
    sources: ["https://sst.dev/docs/reference/config/"],
    appliesTo: isProduction,
    check: (plan) =>
      ofStage(plan, [
        ...unless(plan.app.protect, "One command removes it."),
        ...unless(plan.app.removal.startsWith("retain"), "Its buckets and tables go with it."),
      ]),
  },
  {
    id: "site-build-pinned",
    title: "The site is built by the OpenNext that the project pins",
    sources: ["https://opennext.js.org/aws"],
    check: (plan) =>
      checkAll(
        plan,
        resourcesOf(plan, "command:local:Command").filter(({ name }) => name.endsWith("Builder")),
        "a build of the site",
        ({ inputs }) => [
          ...unless(inputs.create === "npx open-next build", `It is built by "${String(inputs.create)}", which may be any version.`),
          ...unless(pinnedOpenNext() !== undefined, "package.json does not pin one version of @opennextjs/aws."),
        ],
      ),
  },
  {
    id: "site-caches-off",
    title: "Nothing of a page is cached, and nothing is there to revalidate it",
    sources: ["https://opennext.js.org/aws/inner_workings/caching"],
    check: (plan) =>
      checkAll(
        plan,
        resourcesOf(plan, functionType).filter(({ name }) => name.startsWith("WebServer")),
        "the site's function",
        ({ inputs }) => {
          const { variables = {} } = (inputs.environment ?? {}) as { variables?: Record<string, string> };
          const left = Object.keys(variables).filter((variable) => /REVALIDATION|CACHE_DYNAMO/.test(variable));
          const kept = plan.resources.filter(({ name }) => /^Web.*Revalidat/.test(name));
          return [
            ...left.map((variable) => `${variable} tells it of a cache.`),
            ...kept.map(({ name }) => `${name} revalidates what is not cached.`),
          ];
        },
      ),
  },
];
