import { createRandom } from "../seeded-random.ts";

/** A table as a perfect reader gives it. `names` is null where no reader can know them. */
export interface Table {
  names: string[] | null;
  rows: string[][];
}

/** Which characters names and cities are written in, so that a table can be said in a legacy encoding. */
export type Script = "mixed" | "latin" | "cyrillic" | "japanese";

const people: Record<Script, string[]> = {
  mixed: [
    "Zoë Müller",
    "José Ñúñez",
    "李小龍",
    "Søren Kierkegaard",
    "Ольга Иванова",
    "Anna O'Neill",
    "مريم",
    "Jürgen Groß",
    "Mary Smith",
    "😀 Fan",
  ],
  latin: ["Zoë Müller", "José Ñúñez", "Søren Kierkegaard", "Anna O'Neill", "Jürgen Groß", "Mary Smith", "Élodie Châtelet", "Ana Conceição"],
  cyrillic: ["Ольга Иванова", "Пётр Сидоров", "Мария Кузнецова", "Алексей Попов", "Наталья Смирнова"],
  japanese: ["山田太郎", "佐藤花子", "鈴木一郎", "高橋美咲", "田中健"],
};
const cities: Record<Script, string[]> = {
  mixed: ["Paris, 5e", "Köln", "São Paulo", "Reykjavík", "北京", "Saint-Étienne, Loire", "Oslo", "Łódź"],
  latin: ["Paris, 5e", "Köln", "São Paulo", "Reykjavík", "Málaga", "Saint-Étienne, Loire", "Oslo"],
  cyrillic: ["Москва", "Санкт-Петербург, центр", "Казань", "Новосибирск"],
  japanese: ["東京", "大阪", "名古屋", "札幌"],
};
const comments = [
  "",
  "call before noon",
  'said "maybe", then "yes"',
  "fragile, this side up",
  'size 5/8" pipe',
  "",
  "left at the door; neighbour signed",
  '"urgent"',
  "first line\nsecond line",
  "paid in full",
];
const states = ["open", "shipped", "", "returned", "on hold"];

export const columnNames = ["id", "date", "customer", "city", "quantity", "amount", "status", "reference", "comment"];
export const recordCount = 83;

/** The one clean table: ids with leading zeros, dates, amounts, names, free text with quotes, commas and line ends. */
export function createCleanTable(script: Script = "mixed"): { names: string[]; rows: string[][] } {
  const random = createRandom(20_261_121);
  const pick = (list: string[]): string => list[Math.floor(random() * list.length)] ?? "";
  const digits = (count: number): string => String(Math.floor(random() * 10 ** count)).padStart(count, "0");
  const rows = Array.from({ length: recordCount }, (_, index) => {
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(random() * 700))).toISOString().slice(0, 10);
    const amount = (random() * 3_000).toFixed(2);
    const id = String(1_042 + index * 7).padStart(7, "0");
    return [
      id,
      day,
      pick(people[script]),
      pick(cities[script]),
      digits(2),
      amount,
      pick(states),
      `R${digits(4)}-${1_000 + index}`,
      pick(comments),
    ];
  });
  return { names: [...columnNames], rows };
}

/** What in a row is in no other row of the table: whoever finds neither in the output has lost the row. */
export function toTokens(row: readonly string[]): string[] {
  return [row[0] ?? "", row[7] ?? ""];
}
