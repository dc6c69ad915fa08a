/** What of a job decides whether its rejected rows can be sent again by themselves. */
export interface SentAgain {
  operation: { title: string; takesRowsAgain?: true | undefined };
  params: Readonly<Record<string, unknown>>;
  recordsSet: boolean;
}

/** Why a job's rejected rows cannot be sent again by themselves, as a sentence; null when they can. */
export function whyNotSentAgain({ operation, params, recordsSet }: SentAgain): string | null {
  if (!operation.takesRowsAgain || recordsSet) {
    return `“${operation.title}” looks at its files as a whole, so a few of their rows cannot be sent by themselves. Correct the file and drop it again.`;
  }
  if (Array.isArray(params.mask) && params.mask.length > 0) {
    return "Columns of this job are masked, and what was masked would be masked twice. Correct the original file and drop it again.";
  }
  if (refersToRows(params.schema)) {
    return "The schema holds each row against other rows or files of this job, which a few rows by themselves would not have. Correct the file and drop it again.";
  }
  return null;
}

/** What a schema cannot see of the original when rows are sent again, as a sentence; null where there is no such rule. */
export function whatIsNotChecked({ schema }: Readonly<Record<string, unknown>>): string | null {
  if (!hasUniqueRule(schema)) return null;
  return "Whether a value or key is used twice is checked among the rows sent again, not against the rows of the original.";
}

function refersToRows(schema: unknown): boolean {
  const { foreignKeys, resources } = toObject(schema);
  return Array.isArray(resources) || (Array.isArray(foreignKeys) && foreignKeys.length > 0);
}

function hasUniqueRule(schema: unknown): boolean {
  const { primaryKey, uniqueKeys, fields } = toObject(schema);
  if (primaryKey !== undefined || uniqueKeys !== undefined) return true;
  return Array.isArray(fields) && fields.some((field) => toObject(toObject(field).constraints).unique === true);
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
