import { logGroups } from "./functions.ts";

// Importing it completes `logGroups` by the site's own.
import "./web.ts";

/** For whoever follows one job through all functions; docs/runbooks/ ask the same on the command line. */
new aws.cloudwatch.QueryDefinition("JobStory", {
  name: `${$app.name}/${$app.stage}/job`,
  logGroupNames: logGroups,
  queryString: `filter job = "JOB"
| fields @timestamp, function, level, message, attempt, code, error.message
| sort @timestamp`,
});
