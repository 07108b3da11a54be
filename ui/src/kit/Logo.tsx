import type { ReactNode } from "react";

/** The glyph, in the colour of the text beside it; the name is always written next to it. */
export const Logo = ({ size = 22 }: { size?: number }): ReactNode => (
  <svg viewBox="0 0 32 32" width={size} height={size} fill="currentColor" aria-hidden="true" focusable="false">
    <path d="M10.4 10V8A4 4 0 0 1 14.4 4h3.2a4 4 0 0 1 4 4v2h-2.6V8.2c0-.9-.7-1.6-1.6-1.6h-2.8c-.9 0-1.6.7-1.6 1.6V10z" />
    <path d="M9.4 9.5h13.2c1.2 0 2.3.7 2.8 1.7l2.4 4.6H19.4a1.4 1.4 0 0 0-1.4-1.2h-4a1.4 1.4 0 0 0-1.4 1.2H4.2l2.4-4.6c.5-1 1.6-1.7 2.8-1.7z" />
    <path d="M3 18h9.6v1.2c0 1.2.9 2.1 2.1 2.1h2.6c1.2 0 2.1-.9 2.1-2.1V18H29v6.4c0 2-1.6 3.6-3.6 3.6H6.6c-2 0-3.6-1.6-3.6-3.6z" />
    <rect x="14.6" y="16.4" width="2.8" height="3" rx=".7" />
  </svg>
);
