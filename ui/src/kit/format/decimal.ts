/** Decimals as text: a dose is never turned into a float on its way to the screen. */

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

export const isDecimal = (text: string): boolean => DECIMAL.test(text) && /\d/.test(text);

/**
 * `text` as it is shown: a zero before the point (MEDi-017), none after the last figure (MEDi-016), commas between
 * thousands (MEDi-018). What is no decimal comes back as it is: it is shown, not dropped.
 */
export const decimal = (text: string): string => {
  const match = DECIMAL.exec(text.trim());
  if (!match || !isDecimal(text.trim())) return text;
  const [, sign = "", whole = "", fraction = ""] = match;
  const units = whole.replace(/^0+(?=\d)/, "") || "0";
  const rest = fraction.replace(/0+$/, "");
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign === "-" ? "\u2212" : ""}${grouped}${rest ? `.${rest}` : ""}`;
};

/** Units that are written out because their signs were misread: micrograms as milligrams, a U as a zero. */
const IN_WORDS: Record<string, string> = {
  ug: "micrograms",
  mcg: "micrograms",
  µg: "micrograms",
  μg: "micrograms",
  ng: "nanograms",
  U: "units",
  IU: "units",
  "[iU]": "units",
  iu: "units",
};

/** UCUM codes that people write otherwise. */
const SIGNS: Record<string, string> = {
  "mm[Hg]": "mmHg",
  Cel: "°C",
  "{beats}/min": "/min",
  "{breaths}/min": "/min",
  "{tbl}": "tablet",
  "1": "",
};

/** How a unit is written beside its value; UCUM's counted things, `{puff}`, without their braces. */
export const unit = (code: string): string => IN_WORDS[code] ?? SIGNS[code] ?? code.replace(/^\{(.+)\}$/, "$1");

/** Value and unit, held together by a space that does not break. */
export const quantity = (value: string, code?: string): string => {
  const sign = code ? unit(code) : "";
  if (!sign) return decimal(value);
  const glue = sign.startsWith("/") || sign === "%" ? "" : "\u00A0";
  return `${decimal(value)}${glue}${sign}`;
};
