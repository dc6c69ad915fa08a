"use client";

import { late } from "../frame/late.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** What draws, with the library behind it, is fetched when the first chart is shown. */
export const SeriesDrawing = late(async () => (await import("./series-drawing.tsx")).SeriesDrawing, <Skeleton className="size-full" />);
