"use client";

import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";

const askedForMs = 5_000;

interface SureButtonProps {
  word: string;
  /** What the second press does, in full. */
  sure: string;
  label: string;
  disabled: boolean;
  onSure: () => void;
}

/** A button for what cannot be taken back: the first press asks, the second does it. */
export function SureButton({ word, sure, label, disabled, onSure }: SureButtonProps) {
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (!isAsking) return;
    const timer = setTimeout(() => setAsking(false), askedForMs);
    return () => clearTimeout(timer);
  }, [isAsking]);
  return (
    <Button
      size="small"
      look={isAsking ? "danger" : "ghost"}
      aria-label={isAsking ? sure : label}
      disabled={disabled}
      onClick={() => (isAsking ? onSure() : setAsking(true))}
    >
      {isAsking ? sure : word}
    </Button>
  );
}
