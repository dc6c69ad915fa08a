import { Big } from "big.js";
import { piecesOf } from "./pieces-of.ts";

const amount = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
/** A longer number is no amount of money. */
const maxAmountLength = 64;
const revenueField = 3;

export interface ProductRevenue {
  /** Exact; negative amounts count as such. */
  revenue: Big;
  /** How many amounts are none, and counted as 0; the first of them. */
  unreadable: number;
  firstUnreadable: string;
}

/** What the products of a purchase come to: `category;name;quantity;revenue;…`, products between commas. */
export function revenueOfProducts(productList: string): ProductRevenue {
  let revenue = new Big(0);
  let unreadable = 0;
  let firstUnreadable = "";
  for (const product of piecesOf(productList, ",")) {
    const text = (product.split(";", revenueField + 1)[revenueField] ?? "").trim();
    if (text === "") continue;
    if (text.length <= maxAmountLength && amount.test(text)) revenue = revenue.plus(toBig(text));
    else if (unreadable++ === 0) firstUnreadable = text;
  }
  return { revenue, unreadable, firstUnreadable };
}

/** An amount as money is written: at least two decimals, and as many as it takes to be exact. */
export function formatRevenue(revenue: Big): string {
  const text = revenue.toFixed();
  const point = text.indexOf(".");
  return point === -1 || text.length - point <= 2 ? revenue.toFixed(2) : text;
}

function toBig(text: string): Big {
  const [whole = "", fraction = ""] = (text.startsWith("+") ? text.slice(1) : text).split(".");
  return new Big(`${whole === "" || whole === "-" ? `${whole}0` : whole}.${fraction === "" ? "0" : fraction}`);
}
