/** What may stand in another thing's arguments for a thing of this app. */
export interface Address {
  id: string;
  /** `arn`, `url`, `name`, … */
  kind: string;
  value: string;
}

export interface References {
  /** The id that an address belongs to; an address of nothing here stays as it is, and so shows as a difference. */
  idOf(address: string): string;
  /** The text with an address at its beginning as `{Work.arn}`. */
  shown(text: string): string;
  /** The same for every text in a value. */
  allShown<T>(value: T): T;
}

export function createReferences(addresses: Address[]): References {
  // The longest first: one arn may begin another.
  const known = addresses.toSorted((a, b) => b.value.length - a.value.length);
  const find = (text: string) => known.find(({ value }) => text === value || text.startsWith(`${value}/`) || text.startsWith(`${value}:`));
  const shown = (text: string) => {
    const address = find(text);
    return address ? `{${address.id}.${address.kind}}${text.slice(address.value.length)}` : text;
  };
  const allShown = (value: unknown): unknown => {
    if (typeof value === "string") return shown(value);
    if (Array.isArray(value)) return value.map(allShown);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, allShown(inner)]));
  };
  return {
    idOf: (address) => known.find(({ value }) => value === address)?.id ?? address,
    shown,
    allShown: <T>(value: T) => allShown(value) as T,
  };
}
