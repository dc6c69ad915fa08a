"use client";

import { useSearchParams } from "next/navigation";
import { isDate } from "#core/drops/set-date";
import { monthOf } from "./calendar-days.ts";

interface Place {
  /** YYYYMM */
  month: string;
  /** YYYYMMDD; null in a month of which no day is open. */
  day: string | null;
}

/** The month and the day that are looked at: in the URL, so that they can be sent to somebody. */
export function usePlace(today: string): [Place, (place: Place) => void] {
  const search = useSearchParams();
  const day = readDate(search.get("day"));
  const month = readDate(`${search.get("month")}01`);
  const place = month ? { day, month: monthOf(month) } : { day: day ?? today, month: monthOf(day ?? today) };
  const go = (next: Place) => {
    const params = new URLSearchParams({ ...(next.day !== null && { day: next.day }), month: next.month });
    history.replaceState(null, "", `/drops?${params}`);
  };
  return [place, go];
}

function readDate(text: string | null): string | null {
  return text !== null && isDate(text) ? text : null;
}
