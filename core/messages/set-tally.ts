import type { Big } from "big.js";
import { AppError } from "../app-error.ts";
import { formatCount } from "../csv/format-count.ts";
import type { IssueCode } from "../csv/issue.ts";
import { readPrice } from "./read-price.ts";
import type { SetRole } from "./set-files.ts";

/** What is held in memory while a set is read: about 400 bytes a reference, in a function of 1,769 MB. */
export const setLimits = { maxReferences: 2_500_000, maxErrors: 1_000_000, maxReferenceLength: 1_000 };
export type SetLimits = typeof setLimits;

/** An anomaly: one of these is one error message. */
export interface SetError {
  role: SetRole;
  line: number;
  code: IssueCode;
  /** A sentence without the place. */
  message: string;
  customer: string | null;
  order: string | null;
  /** The item's own id. */
  item: string | null;
  /** The reader's own words, which name the line. */
  isUnreadable?: true;
}

/** What is wrong with a row, by its column. */
export interface Refusal {
  code: IssueCode;
  column: string;
  message: string;
}

/** A row of the set, its references trimmed. */
interface SetRow {
  line: number;
}

const refused = -1;
const shownLength = 80;

/**
 * Counts the orders and sums the prices of a set's customers. Customers have to be told first, then orders, then items. What a row is
 * refused for is answered, and kept as an error. Memory grows with the references and the errors, which are bounded.
 * @throws AppError set-too-large
 */
export class SetTally {
  readonly #limits: SetLimits;
  readonly #customers = new Map<string, number>();
  readonly #references: string[] = [];
  readonly #orderCounts: number[] = [];
  readonly #sums: (Big | undefined)[] = [];
  /** The customer of each order; orders that were refused are known, so that their items are no errors again. */
  readonly #orders = new Map<string, number>();
  readonly #errors: SetError[] = [];
  #itemsLeftOut = 0;

  constructor(limits: SetLimits = setLimits) {
    this.#limits = limits;
  }

  get customers(): number {
    return this.#references.length;
  }

  /** In the order in which they were told. */
  get errors(): readonly SetError[] {
    return this.#errors;
  }

  /** Items of orders that were refused: neither summed nor errors. */
  get itemsLeftOut(): number {
    return this.#itemsLeftOut;
  }

  customerAt(index: number): { reference: string; orders: number; spent: string } {
    return {
      reference: this.#references[index] ?? "",
      orders: this.#orderCounts[index] ?? 0,
      spent: this.#sums[index]?.toFixed() ?? "0",
    };
  }

  addCustomer(row: SetRow & { customer: string }): Refusal | null {
    const { customer } = row;
    const refusal = this.#checkReference(customer, "customer_reference") ?? this.#checkCustomerIsNew(customer);
    if (!refusal) {
      this.#addCustomer(customer);
      return null;
    }
    return this.#refuse("customers", row, refusal, { customer });
  }

  /** Customers that earlier deliveries named and this one does not: they have no orders, and spent nothing. */
  addVanished(customer: string): void {
    if (!this.#customers.has(customer)) this.#addCustomer(customer);
  }

  addOrder(row: SetRow & { customer: string; order: string }): Refusal | null {
    const { customer, order } = row;
    const ofOrder = this.#checkReference(order, "order_reference") ?? this.#checkOrderIsNew(order);
    if (ofOrder) return this.#refuse("orders", row, ofOrder, { customer, order });
    const index = this.#customers.get(customer) ?? refused;
    this.#orders.set(order, index);
    this.#checkSize();
    if (index !== refused) {
      this.#orderCounts[index] = (this.#orderCounts[index] ?? 0) + 1;
      return null;
    }
    const ofCustomer = this.#checkReference(customer, "customer_reference") ?? {
      code: "unknown-customer" as const,
      column: "customer_reference",
      message: `The order ${quoted(order)} is of the customer ${quoted(customer)}, who is not among the customers. It is not counted.`,
    };
    return this.#refuse("orders", row, ofCustomer, { customer, order });
  }

  addItem(row: SetRow & { order: string; price: string; item: string | null; decimalComma: boolean }): Refusal | null {
    const { order, price, item } = row;
    const ofOrder = this.#checkReference(order, "order_reference");
    if (ofOrder) return this.#refuse("items", row, ofOrder, { order, item });
    const index = this.#orders.get(order);
    if (index === undefined) {
      const message = `The item is of the order ${quoted(order)}, which is not among the orders. It is not summed.`;
      return this.#refuse("items", row, { code: "unknown-order", column: "order_reference", message }, { order, item });
    }
    if (index === refused) {
      this.#itemsLeftOut++;
      return null;
    }
    const amount = readPrice(price, row);
    if (!amount) {
      const refusal = { code: "bad-price" as const, column: "total_price", message: wordsForPrice(price, row.decimalComma) };
      return this.#refuse("items", row, refusal, { customer: this.#references[index] ?? null, order, item });
    }
    this.#sums[index] = this.#sums[index]?.plus(amount) ?? amount;
    return null;
  }

  /** A row that could not be read as one. */
  addUnreadable(role: SetRole, { line, code, message }: SetRow & { code: IssueCode; message: string }): void {
    this.#keep({ role, line, code, message, customer: null, order: null, item: null, isUnreadable: true });
  }

  #addCustomer(customer: string): void {
    this.#customers.set(customer, this.#references.length);
    this.#references.push(customer);
    this.#orderCounts.push(0);
    this.#sums.push(undefined);
    this.#checkSize();
  }

  #checkReference(reference: string, column: string): Refusal | null {
    if (reference === "") return { code: "empty-key", column, message: `The ${column} is empty.` };
    if (reference.length <= this.#limits.maxReferenceLength) return null;
    const most = formatCount(this.#limits.maxReferenceLength);
    return { code: "key-too-long", column, message: `The ${column} has more than ${most} characters: ${quoted(reference)}.` };
  }

  #checkCustomerIsNew(customer: string): Refusal | null {
    if (!this.#customers.has(customer)) return null;
    const message = `The customer ${quoted(customer)} comes more than once. The first row counts.`;
    return { code: "repeated-customer", column: "customer_reference", message };
  }

  #checkOrderIsNew(order: string): Refusal | null {
    if (!this.#orders.has(order)) return null;
    const message = `The order ${quoted(order)} comes more than once. The first row counts.`;
    return { code: "repeated-order", column: "order_reference", message };
  }

  #refuse(role: SetRole, { line }: SetRow, refusal: Refusal, about: Partial<Pick<SetError, "customer" | "order" | "item">>): Refusal {
    const known = (reference: string | null | undefined) =>
      reference && reference.length <= this.#limits.maxReferenceLength ? reference : null;
    const { code, message } = refusal;
    this.#keep({ role, line, code, message, customer: known(about.customer), order: known(about.order), item: known(about.item) });
    return refusal;
  }

  #keep(error: SetError): void {
    if (this.#errors.length >= this.#limits.maxErrors) {
      const most = formatCount(this.#limits.maxErrors);
      throw new AppError("set-too-large", `The set has more than ${most} errors. Are these files of the same day and the same shop?`);
    }
    this.#errors.push(error);
  }

  #checkSize(): void {
    if (this.#references.length + this.#orders.size <= this.#limits.maxReferences) return;
    const most = formatCount(this.#limits.maxReferences);
    throw new AppError("set-too-large", `The set has more than ${most} customers and orders. Send it in smaller parts.`);
  }
}

function wordsForPrice(price: string, decimalComma: boolean): string {
  const expected = decimalComma ? "12 or 12,50, as this file writes decimals" : "12 or 12.50";
  if (price === "") return "The total_price is empty. The item is not summed.";
  if (/^-\d/.test(price)) return `The total_price ${quoted(price)} is negative. The item is not summed.`;
  return `The total_price ${quoted(price)} is not a price such as ${expected}. The item is not summed.`;
}

function quoted(text: string): string {
  return text.length <= shownLength ? `“${text}”` : `“${text.slice(0, shownLength)}…”`;
}
