import type { Plan, PlannedResource } from "../planned-resource.ts";
import { secretMark } from "../record-plan.ts";
import { type Control, checkEach, isProduction, resourcesOf, unless } from "./control.ts";

export const functionType = "aws:lambda/function:Function";

const names = ["SECRET", "PASSWORD", "PASSWD", "TOKEN", "CREDENTIAL", "PRIVATE", "API_KEY", "SST_KEY"];

function environmentOf({ inputs }: PlannedResource): Record<string, string> {
  return (inputs.environment as { variables?: Record<string, string> } | undefined)?.variables ?? {};
}

/** `SST_KEY_FILE` names a file; `SST_KEY` opens it. */
function isSecretName(variable: string): boolean {
  return !variable.endsWith("_FILE") && names.some((name) => variable.toUpperCase().includes(name));
}

/** API Gateway waits for 29 s, CloudFront for the 20 s that the site promises. */
function longestAnswer(plan: Plan, { name, inputs }: PlannedResource): number {
  const isRoute = resourcesOf(plan, "aws:apigatewayv2/integration:Integration").some((integration) =>
    String(integration.inputs.integrationUri).includes(`:function:${String(inputs.name)}/`),
  );
  if (isRoute) return 29;
  return /^WebServer/.test(name) ? 20 : 900;
}

function checkLogGroup(plan: Plan, { inputs }: PlannedResource): string[] {
  const { logGroup, logFormat } = (inputs.loggingConfig ?? {}) as { logGroup?: string; logFormat?: string };
  return [
    ...unless(
      resourcesOf(plan, "aws:cloudwatch/logGroup:LogGroup").some((group) => group.inputs.name === logGroup),
      "It writes to a log group that is not in this plan, so that nobody bounds it.",
    ),
    ...unless(logFormat === "JSON", "Its logs are not JSON."),
  ];
}

export const functionControls: Control[] = [
  {
    id: "function-runtime",
    title: "Every function runs on the Node that the project pins",
    sources: ["Lambda.2", "CKV_AWS_363"],
    check: (plan) =>
      checkEach(plan, functionType, ({ inputs }) => unless(inputs.runtime === "nodejs24.x", `Its runtime is ${String(inputs.runtime)}.`)),
  },
  {
    id: "function-architecture",
    title: "Every function runs on arm64",
    sources: ["https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html"],
    check: (plan) =>
      checkEach(plan, functionType, ({ inputs }) =>
        unless(JSON.stringify(inputs.architectures) === '["arm64"]', "It does not run on arm64."),
      ),
  },
  {
    id: "function-limits",
    title: "Every function has a memory and a timeout of its own, and does not outlive whoever waits for it",
    sources: ["ES1005", "ES1006"],
    check: (plan) =>
      checkEach(plan, functionType, (resource) => {
        const timeout = Number(resource.inputs.timeout ?? 0);
        const longest = longestAnswer(plan, resource);
        return [
          ...unless(Number(resource.inputs.memorySize ?? 0) >= 128, "Its memory is not said."),
          ...unless(timeout > 0, "Its timeout is not said."),
          ...unless(timeout <= longest, `It may run for ${timeout} s; nobody waits for longer than ${longest} s.`),
        ];
      }),
  },
  {
    id: "function-tracing",
    title: "Every function is traced",
    sources: ["CKV_AWS_50", "Lambda.7", "WS1000"],
    check: (plan) =>
      checkEach(plan, functionType, ({ inputs }) =>
        unless((inputs.tracingConfig as { mode?: string } | undefined)?.mode === "Active", "Its calls are not traced."),
      ),
  },
  {
    id: "function-log-group",
    title: "Every function writes JSON to a log group of the plan",
    sources: ["WS1004"],
    check: (plan) => checkEach(plan, functionType, (resource) => checkLogGroup(plan, resource)),
  },
  {
    id: "function-no-secrets",
    title: "No environment variable of a function is a secret",
    sources: ["CKV_AWS_45"],
    check: (plan) =>
      checkEach(plan, functionType, (resource) =>
        Object.entries(environmentOf(resource)).flatMap(([variable, value]) =>
          unless(!isSecretName(variable) && !value.includes(secretMark), `${variable} is or holds a secret.`),
        ),
      ),
  },
  {
    id: "secrets-kept",
    title: "No secret stands in anything that is created",
    sources: ["https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_identities_secrets.html"],
    check: (plan) =>
      plan.resources.length === 0
        ? [{ resource: plan.stage, problem: "The plan is without anything." }]
        : plan.resources
            .filter(({ inputs }) => JSON.stringify(inputs).includes(secretMark))
            .map(({ name }) => ({ resource: name, problem: "It is given the value of a secret." })),
  },
  {
    id: "function-not-public",
    title: "No function is called by the public, nor by a service on anybody's behalf",
    sources: ["Lambda.1", "CT.LAMBDA.PR.2", "CKV_AWS_364"],
    check: (plan) =>
      checkEach(plan, "aws:lambda/permission:Permission", ({ inputs }) => [
        ...unless(String(inputs.principal).endsWith(".amazonaws.com"), `It admits ${inputs.principal === "*" ? "everybody" : "others"}.`),
        ...unless(inputs.sourceArn !== undefined || inputs.sourceAccount !== undefined, "It is bound to no source."),
      ]),
  },
  {
    id: "function-url-signed",
    title: "Function URLs of production answer signed calls only",
    sources: ["CT.LAMBDA.PR.5", "CKV_AWS_258"],
    appliesTo: isProduction,
    check: (plan) =>
      checkEach(plan, "aws:lambda/functionUrl:FunctionUrl", ({ inputs }) =>
        unless(inputs.authorizationType === "AWS_IAM", "Whoever knows it may call it."),
      ),
  },
];
