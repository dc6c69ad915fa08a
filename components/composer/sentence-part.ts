import type { DialectOverrides, Inspection } from "#core/csv/index";
import { type DialectMember, hasMember } from "./file-dialects.ts";

export interface PartChoice {
  words: string;
  /** How sure it is, or what it would mean. */
  note?: string;
  patch: DialectOverrides;
}

/** A choice that is written instead. */
export interface PartField {
  label: string;
  /** What is in the field at first. */
  value: string;
  inputMode?: "numeric";
  maxLength: number;
  /** Null where it is nothing that can be meant. */
  toPatch(text: string): DialectOverrides | null;
}

/** A part of the sentence about how a file is read, and what it could be instead. */
export interface SentencePart {
  id: string;
  title: string;
  words: string;
  /** What makes the file this file; the rest is grammar. */
  strong: boolean;
  /** Said only in the menu of the rest. */
  isRare: boolean;
  /** What a person decides by it; of these the part is overridden when one is said. */
  members: readonly DialectMember[];
  isOverridden: boolean;
  /** What was found without a person's word, where that is known. */
  found: string | null;
  foundNote: string | null;
  choices: readonly PartChoice[];
  /** The choice that was made; -1: none of them. */
  chosen: number;
  field?: PartField;
}

export interface Sentence {
  inspection: Inspection;
  dialect: DialectOverrides;
  /** The look without any override, once there is one. */
  asFound: Inspection | null;
}

type Said = Pick<SentencePart, "id" | "title" | "members" | "choices"> & {
  wordsOf: (inspection: Inspection) => string;
  noteOf?: (inspection: Inspection) => string | null;
  strong?: boolean;
  isRare?: boolean;
  field?: PartField;
};

/** A part as it stands: what is said of it, and whether a person said so. */
export function toPart({ inspection, dialect, asFound }: Sentence, said: Said): SentencePart {
  const { wordsOf, noteOf = () => null, strong = false, isRare = false, ...rest } = said;
  const isOverridden = hasMember(dialect, said.members);
  // Another part's override may change this one, so that the first look is no witness of what would be found.
  const found = isOverridden ? asFound : inspection;
  return {
    ...rest,
    words: wordsOf(inspection),
    strong,
    isRare: isRare && !isOverridden,
    isOverridden,
    chosen: isOverridden ? said.choices.findIndex(({ patch }) => said.members.every((member) => patch[member] === dialect[member])) : -1,
    found: found && wordsOf(found),
    foundNote: found && noteOf(found),
  };
}
