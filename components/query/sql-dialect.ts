import { SQLDialect } from "@codemirror/lang-sql";

/** What a SELECT over the lake is made of, in both engines: no more is offered, and nothing else looks like a keyword. */
export const lakeSql = SQLDialect.define({
  keywords:
    "select distinct from where group by order having limit offset as asc desc nulls first last and or not in is like ilike between exists any all some case when then else end join inner left right full outer cross on using natural union intersect except with recursive values over partition rows range unbounded preceding following current row filter within grouping sets rollup cube interval at time zone cast try_cast extract unnest lateral window escape",
  types: "boolean integer bigint smallint tinyint double real decimal varchar char date timestamp text",
  builtin: "",
  operatorChars: "*+-%<>!=&|~^/",
  caseInsensitiveIdentifiers: true,
});
