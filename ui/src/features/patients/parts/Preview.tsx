import { styled } from "@mui/material/styles";
import { memo, type ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Callout } from "../../../kit/Callout";
import { Disputed } from "../../../kit/Disputed";
import { Facts } from "../../../kit/Facts";
import { Ltr } from "../../../kit/Ltr";
import { nameOf } from "../../../kit/PersonName";
import { SafeText } from "../../../kit/SafeText";
import { useFormat } from "../../../kit/useFormat";
import type { PatientLine } from "../../../rpc/gen";
import { color, size, type } from "../../../theme/vars";
import { PatientMarks } from "./PatientTable";

const Side = styled("aside")({
  display: "grid",
  alignContent: "start",
  gap: 14,
  padding: size.padding,
  borderInlineStart: `1px solid ${color.border.hairline}`,
  minInlineSize: 0,
  "& > h2": { ...type("title"), margin: 0, overflowWrap: "anywhere" },
  "& > p": { ...type("small"), margin: 0, color: color.text.subtle },
  "@media (max-width: 1179.95px)": { display: "none" },
});

/** What the list holds of the chosen patient. The chart is not opened for it, so nothing is written into its log. */
const PlainPreview = ({ line }: { line: PatientLine }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { card, name } = line;
  const shown = (value: string): string => nameOf({ text: value }) ?? value;
  const gender = (value: string): string =>
    text(value === "male" || value === "female" || value === "other" ? `kit-gender-${value}` : "kit-gender-unknown");
  const several = (values: readonly string[], show: (value: string) => string): ReactNode =>
    values.length > 1 ? (
      <Disputed values={values.map(show)} />
    ) : values[0] === undefined ? (
      text("kit-not-known")
    ) : (
      show(values[0])
    );
  const list = (values: readonly string[]): ReactNode =>
    values.length === 0
      ? text("kit-not-known")
      : values.map((value) => (
          <div key={value}>
            <Ltr>{value}</Ltr>
          </div>
        ));
  const others = card.names.filter((one) => one !== name);
  return (
    <Side aria-label={text("patients-preview")}>
      <h2>
        <SafeText>{shown(name)}</SafeText>
      </h2>
      <PatientMarks line={line} />
      <Facts
        facts={[
          { label: text("patients-born"), value: several(card.births, format.born) },
          { label: text("patients-gender"), value: several(card.genders, gender) },
          { label: text("patients-number"), value: list(card.identifiers.map(({ value }) => value)) },
          { label: text("patients-phone"), value: list(card.contacts) },
          ...(others.length > 0
            ? [
                {
                  label: text("patients-also"),
                  value: others.map((one) => (
                    <div key={one}>
                      <SafeText>{shown(one)}</SafeText>
                    </div>
                  )),
                },
              ]
            : []),
        ]}
      />
      {card.disputed ? <Callout kind="needs">{text("patients-disputed-why")}</Callout> : null}
      <p>{text("patients-preview-why")}</p>
      <ActionButton kind="primary" keys="Enter" wide href={`#/patients/${line.patient}`}>
        {text("patients-open")}
      </ActionButton>
    </Side>
  );
};

/** Not drawn anew for each letter, only for another patient. */
export const Preview = memo(PlainPreview);
