/** Contrast between two opaque colours, as WCAG 2.2 (1.4.3 and 1.4.11) defines it. */

const channel = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

const luminance = (hex: string): number => {
  if (!/^#[0-9A-F]{6}$/i.test(hex)) throw new Error(`no opaque colour: ${hex}`);
  const part = (from: number): number => channel(parseInt(hex.slice(from, from + 2), 16) / 255);
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
};

/** Between 1 (the same colour) and 21 (black on white). */
export const contrast = (one: string, other: string): number => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
};
