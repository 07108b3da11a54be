/** Amounts as exact text: read from what was typed, multiplied without a float. */

/** Why a typed dose is no dose. */
export type DoseFault = "dose" | "comma" | "zero";

const EASTERN = "٠١٢٣٤٥٦٧٨٩";
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

/** Digits of Arabic and Persian keyboards as the digits that are stored. */
export const westernDigits = (typed: string): string =>
  [...typed]
    .map((sign) => {
      const at = Math.max(EASTERN.indexOf(sign), PERSIAN.indexOf(sign));
      return at >= 0 ? String(at) : sign === "٫" ? "." : sign;
    })
    .join("");

const PLAIN = /^(\d*)(?:\.(\d*))?$/;
/** Most digits that the core keeps exactly. */
const DIGITS_MAX = 36;

/** The dose as it is stored: a zero before the point, as many zeros after it as were typed. */
export const readDose = (typed: string): { dose: string } | { fault: DoseFault; fixed?: string } => {
  const text = westernDigits(typed.trim());
  const comma = /^(\d+),(\d+)$/.exec(text);
  if (comma) {
    return { fault: "comma", fixed: `${comma[1]}.${comma[2]}` };
  }
  const match = PLAIN.exec(text);
  const whole = match?.[1] ?? "";
  const fraction = match?.[2] ?? "";
  if (!match || whole + fraction === "" || whole.length + fraction.length > DIGITS_MAX) {
    return { fault: "dose" };
  }
  if (/^0*$/.test(whole + fraction)) {
    return { fault: "zero" };
  }
  const units = whole.replace(/^0+(?=\d)/, "") || "0";
  return { dose: fraction === "" ? units : `${units}.${fraction}` };
};

/** How often a day, as far as it is coded: `2/d`, `every 8 h`; null if it is words, less than daily or as needed. */
export const timesADay = (frequency: string | undefined): number | null => {
  const daily = /^(\d{1,2})\/d$/.exec(frequency ?? "");
  if (daily) {
    return Number(daily[1]);
  }
  const hours = Number(/^every (\d{1,2}) h$/.exec(frequency ?? "")?.[1] ?? 0);
  return hours > 0 && 24 % hours === 0 ? 24 / hours : null;
};

/** A decimal text times a small whole number, exactly; null for a text with an exponent or sign. */
export const times = (amount: string, count: number): string | null => {
  const match = PLAIN.exec(amount);
  if (!match || amount === "" || amount === ".") {
    return null;
  }
  const fraction = match[2] ?? "";
  const product = BigInt(`${match[1]}${fraction}`) * BigInt(count);
  if (fraction === "") {
    return String(product);
  }
  const digits = String(product).padStart(fraction.length + 1, "0");
  return `${digits.slice(0, -fraction.length)}.${digits.slice(-fraction.length)}`;
};
