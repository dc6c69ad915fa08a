import { compareCodePoints } from "../hits/compare-code-points.ts";
import type { MessageIdentity } from "./message-ids.ts";
import type { SetRole } from "./set-files.ts";
import type { SetError, SetTally } from "./set-tally.ts";

/** One message of a set. */
export interface SetMessage extends Omit<MessageIdentity, "workspace" | "date"> {
  /** JSON in one line, as it is sent. */
  body: string;
  /** What it says without its place in a file: as long as this stays, a message is not sent again. */
  says: string;
}

const roleOrder: Record<SetRole, number> = { customers: 0, orders: 1, items: 2 };

/** The messages of a set that was read: one for each customer, then one for each error. Made when they are asked for. */
export class SetMessages {
  readonly #tally: SetTally;
  readonly #fileNames: Record<SetRole, string>;
  readonly #errors: readonly SetError[];
  readonly #occurrences: readonly number[];
  #inOrder: readonly number[] = [];

  constructor(tally: SetTally, fileNames: Record<SetRole, string>) {
    this.#tally = tally;
    this.#fileNames = fileNames;
    this.#errors = [...tally.errors].sort((a, b) => roleOrder[a.role] - roleOrder[b.role] || a.line - b.line);
    this.#occurrences = countOccurrences(this.#errors);
  }

  get customers(): number {
    return this.#tally.customers;
  }

  get errors(): number {
    return this.#errors.length;
  }

  /** Places of customers by their references, in the order of code points. */
  customersInOrder(): readonly number[] {
    if (this.#inOrder.length === this.#tally.customers) return this.#inOrder;
    const references = Array.from({ length: this.#tally.customers }, (_, index) => this.#tally.customerAt(index).reference);
    this.#inOrder = Array.from(references.keys()).sort((a, b) => compareCodePoints(references[a] ?? "", references[b] ?? ""));
    return this.#inOrder;
  }

  customerAt(index: number): SetMessage {
    const { reference, orders, spent } = this.#tally.customerAt(index);
    const type = "customer_message";
    // An exact decimal of any size: a number of JavaScript could not hold it.
    const body = `{"type":"${type}","customer_reference":${toJson(reference)},"number_of_orders":${orders},"total_amount_spent":${spent}}`;
    return { type, customer: reference, order: null, item: null, occurrence: 1, body, says: `${orders} ${spent}` };
  }

  errorAt(index: number): SetMessage {
    const error = this.#errors[index];
    if (!error) throw new RangeError(`There is no error ${index}.`);
    const { customer, order, item, message, code, role, line } = error;
    const type = "error_message";
    const file = this.#fileNames[role];
    const body = toJson({ type, customer_reference: customer, order_reference: order, message, code, file, line });
    const says = JSON.stringify(error.isUnreadable ? [role, code] : [role, code, message]);
    return { type, customer, order, item, occurrence: this.#occurrences[index] ?? 1, body, says };
  }

  errorsOf(role: SetRole): number {
    return this.#errors.filter((error) => error.role === role).length;
  }
}

function countOccurrences(errors: readonly SetError[]): number[] {
  const seen = new Map<string, number>();
  return errors.map(({ customer, order, item }) => {
    const about = JSON.stringify([customer, order, item]);
    const occurrence = (seen.get(about) ?? 0) + 1;
    seen.set(about, occurrence);
    return occurrence;
  });
}

/** JSON that any queue takes: SQS refuses these two, which are no characters. */
function toJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("\ufffe", "\\ufffe").replaceAll("\uffff", "\\uffff");
}
