import type { JsonSchema } from "#core/params/json-schema";
import type { FieldPath } from "./field-problems.ts";

/** What fills one member in. `undefined` is: left out. */
export interface ControlProps {
  /** Of the element that takes the focus. */
  id: string;
  /** Its name, for what is no label's. */
  title: string;
  path: FieldPath;
  schema: JsonSchema;
  value: unknown;
  isRequired: boolean;
  onChange: (next: unknown) => void;
  /** Ids of its description and of its problem. */
  describedBy: string | undefined;
  isInvalid: boolean;
}

/** What every element that takes the focus says of itself. */
export function ariaOf({ id, describedBy, isInvalid, isRequired }: ControlProps) {
  return {
    id,
    "aria-describedby": describedBy,
    "aria-invalid": isInvalid || undefined,
    "aria-required": isRequired || undefined,
  } as const;
}
