/** The rules of the benchmark's schema, written by hand as one would without a validator. */
const states = new Set(["open", "shipped", "delivered", "returned", "on hold"]);
const whole = /^\d+$/;
const decimal = /^-?\d+(?:\.\d+)?$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

export function isGoodOrder(row: readonly string[]): boolean {
  const [id = "", , created = "", customer = "", , , , status = "", quantity = "", total = ""] = row;
  const count = Number(quantity);
  const amount = Number(total);
  return (
    whole.test(id) &&
    instant.test(created) &&
    !Number.isNaN(Date.parse(created)) &&
    customer !== "" &&
    states.has(status) &&
    whole.test(quantity) &&
    count >= 1 &&
    count <= 99 &&
    decimal.test(total) &&
    amount >= 0 &&
    amount <= 2_000
  );
}
