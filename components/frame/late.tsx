"use client";

import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from "react";
import { loadLate } from "./load-late.ts";

/** A component whose code is fetched when it is first shown; `fallback` stands in its place until then. */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, fallback: ReactNode = null): ComponentType<Props> {
  const Part: ComponentType<Props> = lazy(() => loadLate(load).then((component) => ({ default: component })));
  return function Late(props: Props) {
    return <Suspense fallback={fallback}>{createElement(Part, props)}</Suspense>;
  };
}
