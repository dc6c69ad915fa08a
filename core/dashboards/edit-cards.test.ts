import { expect, it } from "vitest";
import type { Card } from "./dashboard.ts";
import { changeCard, moveCard, withCard, withoutCard } from "./edit-cards.ts";

const card = (id: string): Card => ({ id, title: id, sql: "SELECT 1", chart: { kind: "table" }, width: 6 });
const cards = ["a", "b", "c"].map(card);
const ids = (of: readonly Card[]) => of.map(({ id }) => id).join("");

it("a card moves to a place, and no further than an end", () => {
  expect(ids(moveCard(cards, "a", 1))).toBe("bac");
  expect(ids(moveCard(cards, "c", 0))).toBe("cab");
  expect(ids(moveCard(cards, "b", 9))).toBe("acb");
  expect(ids(moveCard(cards, "b", -1))).toBe("bac");
  expect(ids(moveCard(cards, "gone", 0))).toBe("abc");
});

it("a card that was taken away can be put back where it was", () => {
  expect(ids(withCard(withoutCard(cards, "b"), card("b"), 1))).toBe("abc");
  expect(ids(withCard(cards, card("d")))).toBe("abcd");
});

it("a change is of one card", () => {
  expect(changeCard(cards, "b", { width: 12 }).map(({ width }) => width)).toEqual([6, 12, 6]);
});
