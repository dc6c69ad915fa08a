interface StatementInput {
  sid?: string;
  effect?: string;
  actions?: string[];
  notActions?: string[];
  resources?: string[];
  notResources?: string[];
  principals?: { type: string; identifiers: string[] }[];
  conditions?: { test: string; variable: string; values: string[] }[];
}

/** The JSON that `aws.iam.getPolicyDocument` makes of its statements: the document AWS would be given. */
export function policyDocument(inputs: { version?: string; statements?: StatementInput[] }): string {
  const statements = (inputs.statements ?? []).map(toStatement);
  return JSON.stringify({ Version: inputs.version ?? "2012-10-17", Statement: statements });
}

function toStatement({ sid, effect, actions, notActions, resources, notResources, principals, conditions }: StatementInput) {
  return withoutEmpty({
    Sid: sid,
    Effect: effect ?? "Allow",
    Action: actions,
    NotAction: notActions,
    Resource: resources,
    NotResource: notResources,
    Principal: principals && toPrincipal(principals),
    Condition: conditions && toConditions(conditions),
  });
}

function toPrincipal(principals: { type: string; identifiers: string[] }[]) {
  if (principals.some(({ type }) => type === "*")) return "*";
  return Object.fromEntries(principals.map(({ type, identifiers }) => [type, identifiers]));
}

function toConditions(conditions: { test: string; variable: string; values: string[] }[]) {
  const grouped: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of conditions) grouped[test] = { ...grouped[test], [variable]: values };
  return grouped;
}

function withoutEmpty(statement: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(statement).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}
