"use client";

import { useCallback, useEffect, useState } from "react";
import { errorSentence } from "../api/call-api.ts";
import { listRecipes, type Recipe, type RecipeToSave, saveRecipe } from "../api/recipes-api.ts";

export interface Recipes {
  /** By name; null until they are read. */
  known: readonly Recipe[] | null;
  /** Why they could not be read, or one not be saved. */
  problem: string | null;
  save: (name: string, recipe: RecipeToSave) => Promise<Recipe | null>;
}

export function useRecipes(): Recipes {
  const [known, setKnown] = useState<readonly Recipe[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    listRecipes(stop.signal).then(setKnown, (error: unknown) => {
      if (!stop.signal.aborted) setProblem(errorSentence(error));
    });
    return () => stop.abort();
  }, []);
  const save = useCallback(async (name: string, recipe: RecipeToSave) => {
    try {
      const saved = await saveRecipe(name, recipe);
      setProblem(null);
      setKnown((before) =>
        [...(before ?? []).filter((each) => each.name !== saved.name), saved].sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
      return saved;
    } catch (error) {
      setProblem(errorSentence(error));
      return null;
    }
  }, []);
  return { known, problem, save };
}
