import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { MedicineLine } from "../../../kit/MedicineLine";
import { NotSentYet } from "../../../kit/NotSentYet";
import { type AllergyState, type BannerPatient, PatientBanner } from "../../../kit/PatientBanner";
import { Provenance } from "../../../kit/Provenance";
import { SafeText } from "../../../kit/SafeText";
import { labelOf, type MedicineRow, settled, stateOf } from "../../../rpc/clinical";
import { withoutNumbers } from "../../../rpc/plain";
import { useNames } from "../../../shell/people";
import { color, type } from "../../../theme/vars";
import { wordsOf } from "../line";
import type { Held, SheetLine } from "../sheet";
import { Meta } from "./styles";

const Paper = styled("article")({
  background: color.surface.raised,
  color: color.text.ink,
  border: `1px solid ${color.border.hairline}`,
  maxInlineSize: "46rem",
  marginBlockEnd: 16,
  breakAfter: "page",
  "&:last-of-type": { breakAfter: "auto" },
  "& ul": { listStyle: "none", margin: 0, padding: "0 20px" },
  "& li": { display: "grid", gap: 2, paddingBlock: 8, borderBlockEnd: "1px solid currentColor", breakInside: "avoid" },
  "& li[data-held]": { border: "1px dashed currentColor", padding: 8, marginBlockStart: 8 },
  "& footer": { display: "flex", flexWrap: "wrap", gap: "2px 20px", padding: "12px 20px", ...type("small") },
  "@media print": { border: 0, maxInlineSize: "none", margin: 0 },
});

const OnHold = styled("strong")({ border: "1px solid currentColor", borderRadius: 4, paddingInline: 6 });

const Line = ({ line, unsent }: { line: MedicineRow; unsent: boolean }): ReactNode => {
  const text = useText();
  const nameOf = useNames();
  const { facts } = wordsOf(text, line);
  return (
    <li>
      <span>
        <MedicineLine medicine={facts} />
        {stateOf(line) === "held" ? (
          <>
            {" "}
            <OnHold>{text("medicines-print-on-hold")}</OnHold>
          </>
        ) : null}
      </span>
      <Provenance since at={settled(line.start) ?? line.at} by={line.prescriber ?? nameOf(line.by)} />
      {line.indication ? (
        <Meta>
          <SafeText>{text("medicines-for", { indication: line.indication })}</SafeText>
        </Meta>
      ) : null}
      {unsent ? (
        <Meta>
          <NotSentYet /> {text("medicines-print-unsent")}
        </Meta>
      ) : null}
    </li>
  );
};

/** In sight with its name alone: a number on paper would be taken for the dose. */
const HeldLine = ({ held }: { held: Held }): ReactNode => {
  const text = useText();
  const name = withoutNumbers(labelOf(held.line.regimen.values[0]?.product ?? {}));
  return (
    <li data-held="">
      <strong>
        <SafeText>{name.toLocaleLowerCase()}</SafeText>
      </strong>
      <span>{text("medicines-print-held-line")}</span>
    </li>
  );
};

export interface SheetProps {
  patient: BannerPatient;
  allergies: AllergyState;
  pages: readonly SheetLine[][];
  unsent: ReadonlySet<string>;
  /** Printed by whom and when, valid when; the same on every page. */
  foot: readonly string[];
}

/** The sheet as it is printed, page by page, each with the banner of whom it is about. */
export const Sheet = ({ patient, allergies, pages, unsent, foot }: SheetProps): ReactNode => {
  const text = useText();
  return pages.map((lines, at) => {
    const page = text("medicines-print-page", { page: at + 1, pages: pages.length });
    return (
      <Paper key={page} aria-label={page} data-theme="light">
        <PatientBanner patient={patient} allergies={allergies} />
        <ul>
          {lines.map((one) =>
            one.kind === "line" ? (
              <Line key={one.line.item} line={one.line} unsent={unsent.has(one.line.item)} />
            ) : (
              <HeldLine key={one.held.line.item} held={one.held} />
            ),
          )}
        </ul>
        <footer>
          {[...foot, page].map((words) => (
            <span key={words}>{words}</span>
          ))}
        </footer>
      </Paper>
    );
  });
};
