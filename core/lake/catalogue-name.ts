import { isWorkspaceId } from "../jobs/workspace-id.ts";

/** Glue's bound of a table's name. */
const longest = 255;

/**
 * What a workspace's table is called in the catalogue: `ws_…__orders`. Glue knows lower case only, so that a workspace whose id is not
 * like ours is written as the hexadecimal of its bytes; no two tables share a name.
 */
export function catalogueName({ workspace, table }: { workspace: string; table: string }): string {
  const owner = isWorkspaceId(workspace) ? workspace : `w_${toHex(workspace)}`;
  const name = `${owner}__${table}`;
  if (!/^[a-z0-9_]+$/.test(table) || name.length > longest) throw new RangeError(`No table of the catalogue can be called ${name}.`);
  return name;
}

function toHex(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
