import { styled } from "@mui/material/styles";
import { Fragment, type ReactNode } from "react";
import { Text } from "../i18n/text";
import { color, type, weight } from "../theme/vars";
import { Disputed } from "./Disputed";
import { MATCH_PARENT } from "./FieldFrame";
import { quantity } from "./format/decimal";
import { Ltr } from "./Ltr";
import { SafeText } from "./SafeText";

/** What a medicine line says, as text; the dose is a decimal that never becomes a float. */
export interface MedicineFacts {
  /** Generic name, as written; shown in small letters (MEDi-001). */
  name: string;
  /** Shown in capitals (MEDi-003). */
  brand?: string | undefined;
  form?: string | undefined;
  dose?: string | undefined;
  unit?: string | undefined;
  route?: string | undefined;
  frequency?: string | undefined;
}

const Line = styled("bdi")({
  unicodeBidi: "isolate",
  overflowWrap: "anywhere",
  textAlign: MATCH_PARENT,
  "& > b": { fontWeight: weight.strong },
  "&[data-ended]": { color: color.text.subtle },
});

/** A label is never parted from its value (MEDi-009). */
const Whole = styled("span")({ whiteSpace: "nowrap" });

const Label = styled("bdi")({
  ...type("micro"),
  color: color.text.subtle,
  textTransform: "uppercase",
  letterSpacing: "0.03em",
  marginInlineEnd: 4,
});

export interface MedicineLineProps {
  medicine: MedicineFacts;
  /** Every dose that stands, ready to show, while nobody has chosen. */
  disputed?: readonly string[];
  /** Set when it has ended: words such as `stopped 12-Nov-2026`. */
  ended?: ReactNode;
}

/** One medicine on one line, each part after an em dash, nothing cut (MEDi-012); left to right in every language. */
export const MedicineLine = ({ medicine, disputed, ended }: MedicineLineProps): ReactNode => {
  const { name, brand, form, dose, unit, route, frequency } = medicine;
  const amount = disputed ? <Disputed values={disputed} /> : dose ? <Ltr whole>{quantity(dose, unit)}</Ltr> : null;
  const parts: [string, ReactNode][] = [];
  if (brand) parts.push(["brand", <SafeText key="brand">{brand.toLocaleUpperCase()}</SafeText>]);
  if (form) parts.push(["form", <SafeText key="form">{form}</SafeText>]);
  if (amount) {
    const Together = disputed ? "span" : Whole;
    parts.push([
      "dose",
      <Together key="dose">
        <Label>
          <Text id="kit-dose-label" />
        </Label>
        {amount}
      </Together>,
    ]);
  }
  if (route) parts.push(["route", <SafeText key="route">{route}</SafeText>]);
  if (frequency) parts.push(["frequency", <SafeText key="frequency">{frequency}</SafeText>]);
  if (ended) parts.push(["ended", ended]);
  return (
    <Line dir="ltr" {...(ended ? { "data-ended": "" } : {})}>
      <b>
        <SafeText>{name.toLocaleLowerCase()}</SafeText>
      </b>
      {parts.map(([key, part]) => (
        <Fragment key={key}>
          {" \u2014 "}
          {part}
        </Fragment>
      ))}
    </Line>
  );
};
