"use client";

import { Bookmark } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { inputClass } from "../ui/input-class.ts";
import { type ComposerSettings, paramsToSend, policyOf } from "./composer-settings.ts";
import { HeaderProposal } from "./header-proposal.tsx";
import { changesTo } from "./recipe-changes.ts";
import type { Composing } from "./use-composer.ts";
import { type Recipes, useRecipes } from "./use-recipes.ts";

/** Saved settings: choose some, see their version, keep the present ones under a name. */
export function RecipePart({ composing }: { composing: Composing }) {
  const { settings, operation, change } = composing;
  const recipes = useRecipes();
  const { recipe } = settings;
  const choose = (name: string) => {
    const chosen = recipes.known?.find((each) => each.name === name);
    change(chosen ? withRecipe(settings, chosen) : { recipe: null });
  };
  const isSame = recipe !== null && operation !== undefined && isUnchanged(composing);
  const names = recipes.known ?? [];
  return (
    <div className="flex flex-col gap-1.5">
      <h2 id="recipe-title" className="font-medium">
        Recipe
      </h2>
      {names.length > 0 && (
        <select
          aria-labelledby="recipe-title"
          value={recipe?.name ?? ""}
          onChange={({ target }) => choose(target.value)}
          className={inputClass}
        >
          <option value="">None</option>
          {names.map(({ name, version }) => (
            <option key={name} value={name}>
              {name} (version {version})
            </option>
          ))}
        </select>
      )}
      {recipe && !isSame && <p className="text-xs text-aside">Changed since version {recipe.version}.</p>}
      <HeaderProposal composing={composing} recipes={recipes} />
      {!isSame && <SaveRecipe composing={composing} recipes={recipes} />}
      <Fault className="text-xs">{recipes.problem}</Fault>
    </div>
  );
}

function withRecipe(settings: ComposerSettings, recipe: NonNullable<ComposerSettings["recipe"]>): Partial<ComposerSettings> {
  return {
    recipe,
    operation: recipe.operation,
    params: { ...settings.params, [recipe.operation]: recipe.params },
    onBadRow: { ...settings.onBadRow, [recipe.operation]: recipe.onBadRow },
    columns: new Map(),
    dialects: new Map(),
  };
}

function isUnchanged({ settings, operation, usable }: Composing): boolean {
  if (!settings.recipe || !operation) return false;
  const changes = changesTo(settings.recipe, operation, paramsToSend(settings, operation, usable[0]));
  const isSamePolicy = policyOf(settings, operation) === settings.recipe.onBadRow;
  return changes !== null && Object.keys(changes).length === 0 && isSamePolicy;
}

function SaveRecipe({ composing, recipes }: { composing: Composing; recipes: Recipes }) {
  const { settings, operation, usable, change } = composing;
  const [name, setName] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  if (!operation) return null;
  if (name === null) {
    return (
      <Button size="small" className="self-start" onClick={() => setName(settings.recipe?.name ?? "")}>
        <Bookmark aria-hidden="true" className="size-3.5" />
        Save these settings
      </Button>
    );
  }
  const save = async () => {
    if (name.trim() === "") return;
    setSaving(true);
    const header = usable[0]?.names ?? [];
    const saved = await recipes.save(name.trim(), {
      operation: operation.id,
      params: paramsToSend(settings, operation, usable[0]),
      onBadRow: policyOf(settings, operation),
      columns: header.length === 0 ? null : [...header],
    });
    setSaving(false);
    if (!saved) return;
    // What was changed while it was saved is kept, and is a change of the recipe.
    change((now) => (now === settings ? withRecipe(now, saved) : { recipe: saved }));
    setName(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") void save();
    else setName(null);
  };
  return (
    <div className="flex gap-1.5">
      <input
        // biome-ignore lint/a11y/noAutofocus: the press that opened it asked for it
        autoFocus
        aria-label="Name of the recipe"
        placeholder="Name"
        value={name}
        maxLength={64}
        onChange={({ target }) => setName(target.value)}
        onKeyDown={onKeyDown}
        className={inputClass}
      />
      <Button onClick={() => void save()} disabled={isSaving || name.trim() === ""}>
        Save
      </Button>
    </div>
  );
}
