import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useRef } from "react";
import { type MessageId, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Callout } from "../../../kit/Callout";
import { useWidth } from "../../../kit/Chart/useWidth";
import { Section } from "../../../kit/Section";
import { useFormat } from "../../../kit/useFormat";
import { useNotices } from "../../../shell/notices";
import { useNames } from "../../../shell/people";
import { useMe } from "../../../shell/session";
import { color, size, type } from "../../../theme/vars";
import { type Dispute, decidersOf } from "../dispute";
import { overlapOf, tracksOf } from "../timeline";
import { useDecision } from "../useDecision";
import { useWords } from "../words";
import { CardForm } from "./CardForm";
import { Compare } from "./Compare";
import { TimeLine } from "./TimeLine";

const Body = styled("div")({
  padding: `18px ${size.padding} 24px`,
  minInlineSize: 0,
  "& > h2": { ...type("title"), margin: 0, overflowWrap: "anywhere", "&:focus": { outline: "none" } },
  "& > p": { margin: "2px 0 0", color: color.text.muted },
});
const Frame = styled("div")({
  display: "flex",
  flexDirection: "column",
  flex: "1 0 auto",
  minInlineSize: 0,
  "& > [data-facts]": { flex: "1 0 auto" },
});
const History = styled("ul")({
  margin: "8px 0 0",
  paddingInlineStart: 18,
  display: "grid",
  gap: 4,
  overflowWrap: "anywhere",
});

/** Why the values stand against each other. */
const useWhy = (dispute: Dispute): string => {
  const text = useText();
  if (dispute.rule === "stop_and_change") return text("decisions-why-stop-and-change");
  if (dispute.earlier.length > 0) return text("decisions-why-again");
  const count = dispute.alternatives.length;
  if (count > 2) return text("decisions-why-many", { count });
  const tracks = tracksOf(dispute.alternatives);
  const both = tracks?.every((one) => one.sent !== null) && overlapOf(tracks, Number.MAX_SAFE_INTEGER);
  return text(both ? "decisions-why-offline" : "decisions-why-two");
};

const Earlier = ({ dispute }: { dispute: Dispute }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const words = useWords(dispute);
  const nameOf = useNames();
  if (dispute.earlier.length === 0) return null;
  return (
    <Section title={text("decisions-earlier")} level={3}>
      <History>
        {dispute.earlier.map((one) => (
          <li key={`${one.at} ${one.by}`}>
            {text("decisions-earlier-line", {
              at: format.staffDateTime(one.at),
              name: nameOf(one.by),
              value: words.whole(one.chosen),
              reason: one.reason,
            })}
          </li>
        ))}
      </History>
    </Section>
  );
};

const roleId = (dispute: Dispute): MessageId => {
  if (dispute.root === "medicines") return "decisions-notyours-doctor";
  return decidersOf(dispute).includes("reception") ? "decisions-notyours-desk" : "decisions-notyours-clinician";
};

/** Less room than this and the values stand under each other, in px. */
const COLUMNS_MIN = 620;

export interface CardProps {
  dispute: Dispute;
  onLater: () => void;
}

/** Everything that a person needs to choose between the values of one field, and the choice. */
export const Card = ({ dispute, onLater }: CardProps): ReactNode => {
  const text = useText();
  const me = useMe();
  const words = useWords(dispute);
  const why = useWhy(dispute);
  const { tell } = useNotices();
  const deciding = useDecision(dispute);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const [frame, width] = useWidth<HTMLDivElement>(COLUMNS_MIN);
  const narrow = width < COLUMNS_MIN;
  const mine = decidersOf(dispute).includes(me.role);
  return (
    <Frame>
      <Body data-facts="">
        <h2 ref={heading} tabIndex={-1}>
          {words.ask}
        </h2>
        <p>{why}</p>
        <div ref={frame}>
          <Compare dispute={dispute} narrow={narrow} />
          {/* Too small to read there; every moment of it stands with its value above. */}
          {narrow ? null : <TimeLine dispute={dispute} />}
        </div>
        <Earlier dispute={dispute} />
      </Body>
      {mine ? (
        deciding.ready ? (
          <CardForm
            dispute={dispute}
            deciding={deciding}
            onLater={onLater}
            onSigned={() => {
              tell("decisions-done", { args: { what: words.name } });
              onLater();
            }}
          />
        ) : null
      ) : (
        <Body>
          <Callout
            kind="waiting"
            title={text("decisions-notyours-title")}
            action={<ActionButton onClick={onLater}>{text("decisions-later-button")}</ActionButton>}
          >
            {text(roleId(dispute))}
          </Callout>
        </Body>
      )}
    </Frame>
  );
};
