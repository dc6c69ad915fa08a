"use client";

import { createContext, useContext } from "react";
import type { FieldPath, FieldProblem } from "./field-problems.ts";

/** What the fields of one form share. */
export interface FormSurroundings {
  /** Begins the ids of its elements. */
  id: string;
  /** Columns to choose from; others can be written. */
  columns: readonly string[];
  problems: readonly FieldProblem[];
  /** A schema that suits the file, where there is one to look at. */
  proposeSchema?: (() => unknown) | undefined;
}

export const FormContext = createContext<FormSurroundings>({ id: "form", columns: [], problems: [] });

export function useForm(): FormSurroundings {
  return useContext(FormContext);
}

/** The id of what is filled in at a place. */
export function fieldId(formId: string, path: FieldPath): string {
  return [formId, ...path].join("-").replaceAll(/[^\w-]/g, "_");
}
