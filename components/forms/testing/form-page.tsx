import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import type { FormValue, JsonSchema } from "#core/params/json-schema";
import type { FieldProblem } from "../field-problems.ts";
import { withoutBlanks } from "../form-values.ts";
import { SchemaForm } from "../schema-form.tsx";

export interface ShownForm {
  schema: JsonSchema;
  columns?: readonly string[];
  problems?: readonly FieldProblem[];
  value?: FormValue;
}

declare global {
  interface Window {
    showForm(form: ShownForm): void;
    /** What was sent last. */
    sent?: FormValue;
  }
}

window.showForm = (form) => {
  const place = document.createElement("main");
  document.body.replaceChildren(place);
  createRoot(place).render(
    <StrictMode>
      <Form {...form} />
    </StrictMode>,
  );
};

function Form({ schema, columns = [], problems = [], value: first = {} }: ShownForm) {
  const [value, setValue] = useState<FormValue>(first);
  const send = () => {
    window.sent = withoutBlanks(schema, value);
  };
  return (
    <>
      <SchemaForm id="form" schema={schema} value={value} onChange={setValue} columns={columns} problems={problems} />
      <button type="button" onClick={send}>
        Send
      </button>
    </>
  );
}
