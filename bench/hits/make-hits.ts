import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../engine/inputs.ts";
import { createRandom } from "../seeded-random.ts";

const generation = 1;
const names = [
  ..."hit_time_gmt,date_time,user_agent,ip,event_list,geo_city,geo_region,geo_country,pagename,page_url,product_list,referrer".split(","),
  ...Array.from({ length: 48 }, (_, index) => `evar${index + 1}`),
];
const browsers = Array.from(
  { length: 40 },
  (_, n) =>
    `Mozilla/5.0 (Windows; U; Windows NT 5.${n % 3}; en-US; rv:1.9.1.${n}) Gecko/200908${10 + n} Firefox/3.5.${n} (.NET CLR 3.5.30729)`,
);
const engines = ["www.google.com", "www.bing.com", "search.yahoo.com", "www.google.co.uk", "duckduckgo.com"];
const words = ["ipod", "zune", "cd player", "Nano", "cheap headphones", "câble", "tv stand", "32gb", "usb hub", "charger"];
const start = 1_254_000_000;
const secondsOfDay = 86_400;
const hitsPerVisitor = 15;

/** Hits of a shop, 60 columns, in no order: a quarter came from a search engine, three in a hundred bought. */
export function requireHits(megabytes: number): string {
  mkdirSync(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `shop-hits-${megabytes}-v${generation}.tsv`);
  if (existsSync(path)) return path;
  const random = createRandom(17);
  const visitors = Math.ceil((megabytes * 1e6) / 600 / hitsPerVisitor);
  const file = openSync(`${path}.part`, "w");
  writeSync(file, `${names.join("\t")}\n`);
  for (let written = 0; written < megabytes * 1e6; ) {
    const text = Array.from({ length: 2_000 }, () => toLine(random, visitors)).join("");
    written += writeSync(file, text);
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

function toLine(random: () => number, visitors: number): string {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? "";
  const visitor = Math.floor(random() * visitors);
  const time = start + Math.floor(random() * secondsOfDay);
  const chance = random();
  const keyword = encodeURIComponent(`${pick(words)} ${Math.floor(random() * 2_000)}`);
  const parameter = chance < 0.05 ? "p" : "q";
  const search = `http://${chance < 0.05 ? "search.yahoo.com" : pick(engines)}/search?hl=en&${parameter}=${keyword}&aq=f&oq=`;
  const page = `http://www.shop.example/products/${Math.floor(random() * 1e4)}?campaign=${Math.floor(random() * 90)}`;
  const isBought = random() < 0.03;
  const cells = [
    String(time),
    new Date(time * 1_000).toISOString().slice(0, 19).replace("T", " "),
    browsers[visitor % browsers.length] ?? "",
    `${(visitor >> 16) & 255}.${(visitor >> 8) & 255}.${visitor & 255}.${visitor % 251}`,
    isBought ? "1" : random() < 0.3 ? "2,12=5" : "",
    "Duncan",
    "OK",
    "US",
    "Shopping Cart",
    page,
    isBought ? `Electronics;Ipod - Nano;1;${(random() * 300).toFixed(2)};,Electronics;Case;2;9.90;` : "",
    chance < 0.25 ? search : chance < 0.8 ? page : "",
  ];
  for (let column = cells.length; column < names.length; column++) cells.push(random() < 0.6 ? "" : String(Math.floor(random() * 1e5)));
  return `${cells.join("\t")}\n`;
}
