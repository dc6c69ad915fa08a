import type { Card } from "./dashboard.ts";

export const cardWidths = [3, 4, 6, 12] as const satisfies readonly Card["width"][];

/** At its end, or at a place. */
export function withCard(cards: readonly Card[], card: Card, place: number = cards.length): Card[] {
  return [...cards.slice(0, place), card, ...cards.slice(place)];
}

export function withoutCard(cards: readonly Card[], id: string): Card[] {
  return cards.filter((card) => card.id !== id);
}

export function changeCard(cards: readonly Card[], id: string, change: Partial<Omit<Card, "id">>): Card[] {
  return cards.map((card) => (card.id === id ? { ...card, ...change } : card));
}

/** To another place, 0-based; one beyond the ends is the end. */
export function moveCard(cards: readonly Card[], id: string, to: number): Card[] {
  const card = cards.find((each) => each.id === id);
  if (card === undefined) return [...cards];
  const others = withoutCard(cards, id);
  return withCard(others, card, Math.min(others.length, Math.max(0, to)));
}
