"use client";

import type { DialectOverrides } from "#core/csv/index";
import type { CheckOptions, FileCheck } from "./file-check.ts";
import type { FileLook } from "./file-look.ts";
import type { OutputPreview, PreviewOptions } from "./output-preview.ts";

/** Reads files of this device in a worker, so that the page stays free; nothing is uploaded. */
export interface ReadingClient {
  /** Loads and starts the worker, so that the first file need not wait for it. */
  warm(): void;
  /** Reads a file's beginning. What is wrong with it is part of the answer. @throws DOMException AbortError */
  inspect(file: File, dialect?: DialectOverrides, signal?: AbortSignal): Promise<FileLook>;
  /** Reads a file to its end; several files one after the other. @throws AppError, DOMException AbortError */
  check(file: File, options: CheckOptions): Promise<FileCheck>;
  /** Runs an operation on the beginnings of files. @throws AppError, DOMException AbortError */
  preview(files: File | readonly File[], options: PreviewOptions): Promise<OutputPreview>;
}
