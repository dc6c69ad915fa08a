import { piecesOf } from "./pieces-of.ts";

const purchaseEvent = "1";
const valueOfEvent = /[=:]/;

/** Whether a list of events (`2,1=5,200:abc`) has a purchase. */
export function isPurchase(eventList: string): boolean {
  if (!eventList.includes(purchaseEvent)) return false;
  for (const piece of piecesOf(eventList, ",")) {
    const event = piece.trim();
    const end = event.search(valueOfEvent);
    if ((end === -1 ? event : event.slice(0, end)) === purchaseEvent) return true;
  }
  return false;
}
