"use client";

import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { type HeaderAlias, matchHeaders } from "#core/recipes/match-headers";
import { Button } from "../ui/button.tsx";
import { aliasesOf } from "./header-aliases.ts";
import type { Composing } from "./use-composer.ts";
import type { Recipes } from "./use-recipes.ts";

/** Where a file's header differs slightly from the recipe's: which columns are likely meant. A person says so, the recipe remembers. */
export function HeaderProposal({ composing, recipes }: { composing: Composing; recipes: Recipes }) {
  const { settings, usable, change, operation } = composing;
  const [refused, setRefused] = useState("");
  const [isSaving, setSaving] = useState(false);
  const { recipe } = settings;
  if (!recipe?.columns || operation?.id !== recipe.operation) return null;
  const { aliases, missing } = proposalFor(recipe.columns, usable);
  const key = JSON.stringify(aliases);
  if (aliases.length === 0 || key === refused) return missing.length > 0 ? <Missing names={missing} /> : null;
  const accept = async () => {
    setSaving(true);
    const remembered = { ...recipe.params, headers: [...aliasesOf(recipe.params), ...aliases] };
    const { name, onBadRow, columns } = recipe;
    const saved = await recipes.save(name, { operation: recipe.operation, params: remembered, onBadRow, columns });
    setSaving(false);
    change((now) => {
      const own = now.params[recipe.operation] ?? recipe.params;
      const headers = [...aliasesOf(own), ...aliases];
      const params = { ...now.params, [recipe.operation]: { ...own, headers } };
      return { params, ...(saved && now.recipe === recipe && { recipe: saved }) };
    });
  };
  return (
    <section aria-label="Other names in this file" className="flex flex-col gap-2 rounded border border-aside bg-aside-soft px-3 py-2.5">
      <p className="font-medium">This file names {aliases.length === 1 ? "a column" : "some columns"} differently. Are these the same?</p>
      <ul className="flex flex-col gap-1 text-xs">
        {aliases.map(({ column, as }) => (
          <li key={as} className="flex flex-wrap items-center gap-1.5">
            <span className="break-all">{column}</span>
            <ArrowRight aria-label="is" className="size-3 shrink-0 text-quiet" />
            <span className="font-medium break-all">{as}</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-1.5">
        <Button size="small" look="primary" disabled={isSaving} onClick={() => void accept()}>
          Yes, and remember
        </Button>
        <Button size="small" onClick={() => setRefused(key)}>
          No
        </Button>
      </div>
      {missing.length > 0 && <Missing names={missing} />}
    </section>
  );
}

function Missing({ names }: { names: readonly string[] }) {
  return <p className="text-xs text-aside">Not in this file: {names.join(", ")}.</p>;
}

/** Over all files: each header by itself, each proposal once. */
function proposalFor(expected: readonly string[], files: Composing["usable"]): { aliases: HeaderAlias[]; missing: string[] } {
  const aliases = new Map<string, HeaderAlias>();
  const missing = new Set<string>();
  for (const { names, look } of files) {
    if (look.kind === "closed") continue;
    const match = matchHeaders(expected, names);
    for (const alias of match.aliases) aliases.set(JSON.stringify(alias), alias);
    for (const name of match.missing) missing.add(name);
  }
  return { aliases: [...aliases.values()], missing: [...missing] };
}
