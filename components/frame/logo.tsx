/** A gate through which three streams become one. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      className={className}
      aria-hidden="true"
    >
      <path d="M2.5 5.5c4.5 0 5 6.5 9.5 6.5M2.5 12H12M2.5 18.5c4.5 0 5-6.5 9.5-6.5" />
      <path d="M12 4v4.5M12 15.5V20" />
      <path d="M12 12h9.5" />
    </svg>
  );
}
