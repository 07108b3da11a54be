import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useRef } from "react";
import { type MessageId, type Say, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { ButtonRow } from "../../../kit/ButtonRow";
import { Callout } from "../../../kit/Callout";
import { type Fact, Facts } from "../../../kit/Facts";
import { SafeText } from "../../../kit/SafeText";
import { keyLabel, useKey, useKeyTable } from "../../../shell/keys";
import { size, type } from "../../../theme/vars";
import { type Dispute, tabOf } from "../dispute";
import { useWords } from "../words";

const Body = styled("div")({
  display: "grid",
  gap: 16,
  padding: `18px ${size.padding}`,
  alignContent: "start",
  "& > h2": { ...type("title"), margin: 0, overflowWrap: "anywhere", "&:focus": { outline: "none" } },
});

const known = (text: Say, id: string, other: string): string => {
  const said = text(id as MessageId);
  return said === id ? other : said;
};

/** What a rule found: what it says, where the rule comes from, what waits, what can be done. */
export const Review = ({ dispute, onLater }: { dispute: Dispute; onLater: () => void }): ReactNode => {
  const text = useText();
  const words = useWords(dispute);
  const heading = useRef<HTMLHeadingElement>(null);
  useKeyTable();
  useKey("close", onLater);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const about = [dispute.label, ...dispute.related.map((one) => one.label)].filter((label) => label !== "");
  const stands = dispute.stands ?? "";
  const facts: Fact[] = [
    { label: text("decisions-review-about"), value: <SafeText>{[...new Set(about)].join(", ")}</SafeText> },
    ...(stands
      ? [
          {
            label: text("decisions-review-stands"),
            value: known(text, `decisions-stands-${stands}`, text("decisions-stands-other", { word: stands })),
          },
        ]
      : []),
    {
      label: text("decisions-review-next"),
      value: known(text, `decisions-review-next-${dispute.rule}`, text("decisions-review-next-other")),
    },
    { label: text("decisions-review-source"), value: <SafeText>{dispute.source}</SafeText> },
  ];
  return (
    <Body>
      <h2 ref={heading} tabIndex={-1}>
        {words.ask}
      </h2>
      <Callout kind={dispute.holds ? "needs" : "waiting"}>
        {dispute.holds ? text("decisions-review-holds", { what: dispute.label }) : text("decisions-review-holds-none")}
      </Callout>
      <Facts facts={facts} />
      <ButtonRow>
        <ActionButton keys={keyLabel("close")} onClick={onLater}>
          {text("decisions-later-button")}
        </ActionButton>
        {dispute.patient ? (
          <ActionButton kind="primary" href={`#/patients/${dispute.patient}${tabOf(dispute)}`}>
            {text("decisions-review-open")}
          </ActionButton>
        ) : null}
      </ButtonRow>
    </Body>
  );
};
