import { createRandom } from "../seeded-random.ts";

/** Makes rows that are the same for everybody. */
export interface RowSource {
  names: string[];
  next(): string[];
}

const people = [
  "Zoë Müller",
  "José Ñúñez",
  "李小龍",
  "Søren Kierkegaard",
  "Ольга Иванова",
  "Anna O'Neill",
  "Mary Smith",
  "John Doe",
  "Ada Byron",
];
const latinPeople = ["Zoë Müller", "José Ñúñez", "Søren Kierkegaard", "Anna O'Neill", "Mary Smith", "John Doe", "Ada Byron"];
const streets = ["12 High Street", "4 rue de la Paix", "Am Markt 7", "Baker Street 221b", "Via Roma 3"];
const cities = ["Paris", "Köln", "São Paulo", "Reykjavík", "London", "Oslo"];
const states = ["open", "shipped", "delivered", "returned", "on hold"];
const notes = ["left at the door", "call before noon please", "gift", "", "paid in full", "fragile, this side up"];
const prose = [
  "сегодня утром",
  "発送済みです",
  "très bien reçu",
  "plain words only",
  "όλα καλά",
  "한국어 문장",
  "nothing to add",
  "as ordered",
];

/** Orders: 40 % of the rows have a quoted comma, 4 % a line end in a cell, 6 % doubled quotes; leading zeros, 19-digit numbers, unicode. */
export function createOrders(script: "mixed" | "latin" = "mixed"): RowSource {
  const random = createRandom(11);
  const names = script === "mixed" ? people : latinPeople;
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? "";
  const digits = (count: number): string => Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
  let order = 0;
  return {
    names: [
      "order_id",
      "customer_id",
      "created_at",
      "customer",
      "address",
      "city",
      "postcode",
      "status",
      "quantity",
      "total",
      "tracking",
      "note",
    ],
    next() {
      order++;
      const chance = random();
      const note = chance < 0.04 ? `${pick(notes)}\nsecond line` : chance < 0.1 ? `he said "${pick(notes)}"` : pick(notes.slice(0, 5));
      const street = random() < 0.4 ? `${pick(streets)}, ${Math.ceil(random() * 9)}. floor` : pick(streets);
      const day = new Date(1_600_000_000_000 + Math.floor(random() * 1e11)).toISOString().slice(0, 19);
      const number = String(order).padStart(9, "0");
      return [
        number,
        digits(6),
        `${day}Z`,
        pick(names),
        street,
        pick(cities),
        `0${digits(4)}`,
        pick(states),
        String(Math.ceil(random() * 99)),
        (random() * 2_000).toFixed(2),
        `9${digits(18)}`,
        note,
      ];
    },
  };
}

export function createWide(): RowSource {
  const random = createRandom(12);
  const columns = 120;
  return {
    names: Array.from({ length: columns }, (_, index) => `measure_${index + 1}`),
    next: () =>
      Array.from({ length: columns }, (_, index) =>
        index % 6 === 0 ? (cities[Math.floor(random() * 6)] ?? "") : (random() * 1_000).toFixed(index % 4),
      ),
  };
}

export function createNarrow(): RowSource {
  const random = createRandom(13);
  let id = 0;
  return {
    names: ["id", "x", "y", "count"],
    next: () => [String(++id), (random() * 1_000).toFixed(3), (random() * 10).toFixed(5), String(Math.floor(random() * 100_000))],
  };
}

export function createHits(): RowSource {
  const random = createRandom(14);
  const columns = 60;
  return {
    names: Array.from({ length: columns }, (_, index) => (index === 0 ? "hit_time_gmt" : `evar${index}`)),
    next: () =>
      Array.from({ length: columns }, (_, index) => {
        if (index === 0) return String(1_600_000_000 + Math.floor(random() * 1e8));
        if (index % 9 === 1) return `https://www.example.com/search?q=${Math.floor(random() * 1e6)}&page=${index}`;
        return random() < 0.6 ? "" : String(Math.floor(random() * 1e5));
      }),
  };
}

/** Text of which half of the bytes are not ASCII. */
export function createText(): RowSource {
  const random = createRandom(15);
  const pick = (): string => prose[Math.floor(random() * prose.length)] ?? "";
  let id = 0;
  return {
    names: ["id", "title", "body", "tag"],
    next: () => [String(++id), `${pick()} ${pick()}`, `${pick()}, ${pick()} ${pick()} ${pick()}`, pick()],
  };
}
