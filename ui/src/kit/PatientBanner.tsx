import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { useText } from "../i18n/text";
import { color, size, type, weight } from "../theme/vars";
import { Disputed } from "./Disputed";
import { type Fact, Facts } from "./Facts";
import { Hidden } from "./Hidden";
import { Icon } from "./Icon";
import { Ltr } from "./Ltr";
import { type NameParts, nameOf, PersonName } from "./PersonName";
import { SafeText } from "./SafeText";
import { useFormat } from "./useFormat";

/** What is known of allergies: the chart is not here, not asked, none known, or these. */
export type AllergyState =
  | { state: "absent" }
  | { state: "unknown" }
  | { state: "none" }
  | { state: "known"; items: readonly { substance: string; reaction?: string | undefined }[] };

/** A value, or each of several that stand while nobody has chosen. */
export type Standing = string | readonly string[] | null | undefined;

export interface BannerPatient {
  /** More than one name while it is disputed: all are shown. */
  name: NameParts | readonly NameParts[];
  /** FHIR date; one that begins with `~` is estimated. */
  born?: Standing;
  died?: string | null | undefined;
  /** FHIR `AdministrativeGender`. */
  gender?: Standing;
  number?: { label?: string | undefined; value: string } | null | undefined;
}

const Bar = styled("section")({
  display: "flex",
  alignItems: "center",
  flexWrap: "wrap",
  gap: "8px 28px",
  minBlockSize: 64,
  paddingInline: size.padding,
  paddingBlock: 7,
  background: color.surface.sheet,
  borderBlockEnd: `1px solid ${color.border.rule}`,
  "@media (max-width: 640px)": { "& > [data-allergies]": { order: -1, flex: "1 1 100%" } },
});

const Name = styled("p")({ ...type("title"), margin: 0, overflowWrap: "anywhere", minInlineSize: 0 });

const Allergies = styled("div", { shouldForwardProp: (name) => name !== "known" })<{ known: boolean }>(({ known }) => ({
  marginInlineStart: "auto",
  display: "flex",
  alignItems: "center",
  gap: 10,
  maxInlineSize: "100%",
  padding: "6px 12px",
  borderRadius: 6,
  border: `1px solid ${known ? color.high.line : color.border.rule}`,
  background: known ? color.high.tint : "none",
  color: known ? color.high.text : color.text.muted,
  "& strong": { display: "block", ...type("micro"), fontWeight: weight.strong },
  "& span": { overflowWrap: "anywhere" },
  "& b": { fontWeight: weight.strong },
}));

const ALLERGY_ICON = { absent: "cloud", unknown: "help", none: "shield", known: "alert" } as const;

const GENDERS = {
  male: "kit-gender-male",
  female: "kit-gender-female",
  other: "kit-gender-other",
  unknown: "kit-gender-unknown",
} as const;

/** The word for a FHIR gender; one that is not known here reads as not known. */
const genderOf = (code: string | null | undefined): (typeof GENDERS)[keyof typeof GENDERS] =>
  GENDERS[Object.hasOwn(GENDERS, code ?? "") ? (code as keyof typeof GENDERS) : "unknown"];

const each = (standing: Standing): readonly (string | null)[] =>
  typeof standing === "string" || !standing ? [standing ?? null] : standing.length > 0 ? standing : [null];

/** The value, or all that stand, in the dashed boxes of what is not agreed. */
const Values = ({ values, show }: { values: readonly (string | null)[]; show: (one: string | null) => string }) =>
  values.length > 1 ? <Disputed values={values.map(show)} /> : show(values[0] ?? null);

const AllergyWords = ({ allergies }: { allergies: AllergyState }): ReactNode => {
  const text = useText();
  switch (allergies.state) {
    case "absent":
      return <span>{text("kit-allergies-absent")}</span>;
    case "unknown":
      return <span>{text("kit-allergies-unknown")}</span>;
    case "none":
      return <span>{text("kit-allergies-none")}</span>;
    case "known":
      return (
        <span>
          {allergies.items.map(({ substance, reaction }, at) => (
            <span key={substance}>
              {at > 0 ? text("kit-comma") : null}
              <b>
                <SafeText>{substance}</SafeText>
              </b>
              {reaction ? (
                <>
                  {" "}
                  <SafeText>{reaction}</SafeText>
                </>
              ) : null}
            </span>
          ))}
        </span>
      );
  }
};

/** Who this is about: on top of everything that shows or changes a patient, with allergies in sight (PAB-0033 to 0050). */
export const PatientBanner = ({
  patient,
  allergies,
  children,
}: {
  patient: BannerPatient;
  allergies: AllergyState;
  /** Flags, such as a dispute of identity. */
  children?: ReactNode;
}): ReactNode => {
  const text = useText();
  const format = useFormat();
  const id = useId();
  const names: readonly NameParts[] = Array.isArray(patient.name) ? patient.name : [patient.name as NameParts];
  const facts: Fact[] = [
    {
      label: text("kit-born"),
      value: <Values values={each(patient.born)} show={(one) => format.born(one, patient.died ?? undefined)} />,
    },
    ...(patient.died ? [{ label: text("kit-died"), value: format.staffDate(patient.died) }] : []),
    { label: text("kit-gender"), value: <Values values={each(patient.gender)} show={(one) => text(genderOf(one))} /> },
    {
      label: patient.number?.label ?? text("kit-record-number"),
      value: patient.number ? <Ltr>{patient.number.value}</Ltr> : text("kit-not-known"),
    },
  ];
  return (
    <Bar aria-labelledby={`${id}-what ${id}-name`}>
      <Hidden id={`${id}-what`}>{text("kit-banner")}</Hidden>
      <Name id={`${id}-name`}>
        {names.length > 1 ? (
          <Disputed values={names.map((name) => nameOf(name) ?? text("kit-no-name"))} />
        ) : (
          <PersonName name={names[0] ?? {}} />
        )}
      </Name>
      <Facts facts={facts} across />
      {children}
      <Allergies known={allergies.state === "known"} data-allergies="" role="group" aria-labelledby={id}>
        <Icon name={ALLERGY_ICON[allergies.state]} size={20} />
        <div>
          <strong id={id}>{text("kit-allergies")}</strong>
          <AllergyWords allergies={allergies} />
        </div>
      </Allergies>
    </Bar>
  );
};
