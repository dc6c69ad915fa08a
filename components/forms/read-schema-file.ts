import { type FormValue, isFormValue } from "#core/params/json-schema";

/** Far more than any schema; a table that was chosen by mistake shall not freeze the page. */
const mostBytes = 4 * 1024 * 1024;

/** A schema from a file, or why there is none, in a sentence. What is in it is for the server to judge. */
export async function readSchemaFile(file: File): Promise<{ schema: FormValue | null; problem: string | null }> {
  if (file.size > mostBytes) return refused(`${file.name} is too large for a schema.`);
  try {
    const schema: unknown = JSON.parse(await file.text());
    return isFormValue(schema) ? { schema, problem: null } : refused(`${file.name} holds no schema: a schema is a JSON object.`);
  } catch (error) {
    if (error instanceof SyntaxError) return refused(`${file.name} is not JSON: ${error.message}.`);
    if (error instanceof DOMException) return refused(`${file.name} cannot be read. Was it moved or changed?`);
    throw error;
  }
}

function refused(problem: string): { schema: null; problem: string } {
  return { schema: null, problem };
}
