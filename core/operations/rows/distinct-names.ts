/**
 * Distinct names in place of equal ones: a second `a` is called `a_2`. With `foldCase` also where only upper and lower case make
 * the difference, as SQL sees it: after `a` comes `A_2`.
 */
export function distinctNames(names: readonly string[], { foldCase = false }: { foldCase?: boolean } = {}): string[] {
  const fold = (name: string) => (foldCase ? name.toLowerCase() : name);
  const own = new Set(names.map(fold));
  const given = new Set<string>();
  const tried = new Map<string, number>();
  return names.map((name) => {
    let distinct = name;
    // What somebody else is called by right is not given to a second one.
    for (let n = tried.get(fold(name)) ?? 2; given.has(fold(distinct)) || (distinct !== name && own.has(fold(distinct))); n++) {
      distinct = `${name}_${n}`;
      tried.set(fold(name), n + 1);
    }
    given.add(fold(distinct));
    return distinct;
  });
}
