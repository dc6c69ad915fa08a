import { accountId } from "./place.ts";
import { account } from "./settings.ts";
import { uploads } from "./storage.ts";
import { toPascal } from "./to-pascal.ts";

/** Who may put files under a workspace's `drops/` without a key of ours: a role for each partner, which can do nothing else. */
for (const { name, workspace, principal } of account.partners) {
  const prefix = $interpolate`${uploads.arn}/drops/${workspace}/${name}/*`;
  const role = new aws.iam.Role(`Partner${toPascal(name)}`, {
    name: `${$app.name}-${$app.stage}-partner-${name}`,
    description: `${name} puts files under drops/${workspace}/${name}/`,
    maxSessionDuration: 3600,
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "AWS", identifiers: [principal] }],
          // Who knows the role's name alone cannot have us assume it for them.
          conditions: [{ test: "StringEquals", variable: "sts:ExternalId", values: [workspace] }],
        },
      ],
    }).json,
  });
  new aws.iam.RolePolicy(`Partner${toPascal(name)}Puts`, {
    role: role.name,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [{ actions: ["s3:PutObject", "s3:AbortMultipartUpload"], resources: [prefix], conditions: [ownBucket()] }],
    }).json,
  });
}

function ownBucket() {
  return { test: "StringEquals", variable: "aws:ResourceAccount", values: [accountId] };
}
