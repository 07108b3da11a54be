import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Empty } from "../../../kit/Empty";
import { Icon } from "../../../kit/Icon";
import { Ltr } from "../../../kit/Ltr";
import { nameOf } from "../../../kit/PersonName";
import { SafeText } from "../../../kit/SafeText";
import { Section } from "../../../kit/Section";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import type { PatientLine } from "../../../rpc/gen";
import { color, weight } from "../../../theme/vars";

const List = styled("ul")({ listStyle: "none", margin: 0, padding: 0 });
const Row = styled("a")({
  display: "grid",
  gridTemplateColumns: "minmax(0, 1fr) 11rem 8rem auto",
  alignItems: "center",
  gap: 12,
  minBlockSize: 46,
  paddingBlock: 6,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  color: color.text.ink,
  textDecoration: "none",
  outlineOffset: -2,
  "&:hover": { background: color.surface.hover },
  "& > strong": { fontWeight: weight.strong, overflowWrap: "anywhere" },
  "& > span": { color: color.text.muted },
  "& > svg": { color: color.text.subtle },
  "@media (max-width: 640px)": {
    gridTemplateColumns: "minmax(0, 1fr) auto",
    gap: "0 12px",
    "& > span": { gridColumn: 1 },
    "& > svg": { gridColumn: 2, gridRow: 1 },
  },
});

/** The charts this person opened last, newest first. */
export const Recent = ({ patients }: { patients: readonly PatientLine[] }): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <Section title={text("today-recent")} count={patients.length > 0 ? patients.length : undefined}>
      {patients.length > 0 ? (
        <List>
          {patients.map(({ patient, name, card }) => (
            <li key={patient}>
              <Row href={`#/patients/${patient}`}>
                <strong>
                  <SafeText>{nameOf({ text: name }) ?? text("kit-no-name")}</SafeText>
                  {card.disputed ? (
                    <>
                      {" "}
                      <Tag kind="needs">{text("patients-disputed")}</Tag>
                    </>
                  ) : null}
                </strong>
                <span>{format.born(card.births[0])}</span>
                <span>
                  <Ltr>{card.identifiers[0]?.value ?? ""}</Ltr>
                </span>
                <Icon name="right" size={16} />
              </Row>
            </li>
          ))}
        </List>
      ) : (
        <Empty
          title={text("today-recent-none")}
          why={text("today-recent-none-why")}
          action={<ActionButton href="#/patients">{text("today-recent-next")}</ActionButton>}
        />
      )}
    </Section>
  );
};
