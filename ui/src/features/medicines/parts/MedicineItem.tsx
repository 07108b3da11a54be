import { type ReactNode, useId } from "react";
import type { MessageId } from "../../../i18n/ids";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { MedicineLine } from "../../../kit/MedicineLine";
import { MoreMenu } from "../../../kit/MoreMenu";
import { NotAgreed } from "../../../kit/NotAgreed";
import { NotSentYet } from "../../../kit/NotSentYet";
import { Provenance } from "../../../kit/Provenance";
import { SafeText } from "../../../kit/SafeText";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import { type MedicineRow, settled, stateOf } from "../../../rpc/clinical";
import { useNames } from "../../../shell/people";
import { type ChartFacts, decidePath, type OpenPoint } from "../../../shell/record";
import { useWorkspace } from "../../../shell/workspace";
import { holdOf, wordsOf } from "../line";
import { statusWord } from "../words";
import { Acts, Apart, Facts, LineBox, Meta } from "./styles";

const WHY: Record<string, MessageId> = {
  allergy_match: "medicines-held-allergy",
  stop_and_change: "medicines-held-stop",
};

/** The two values that stand, in words, and where they are decided between. */
const Dispute = ({ line, point }: { line: MedicineRow; point: OpenPoint }): ReactNode => {
  const text = useText();
  const [first, second] = line.status.values;
  const status = line.status.both && first && second;
  return (
    <Apart>
      <NotAgreed />
      <span>
        {status
          ? text("medicines-two-status", {
              first: statusWord(text, first),
              second: statusWord(text, second),
            })
          : text(WHY[point.rule] ?? "chart-disputed-why")}
      </span>
    </Apart>
  );
};

/** Since when and by whom; why it is held, stopped, changed. */
const Under = ({ line }: { line: MedicineRow }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const nameOf = useNames();
  const state = stateOf(line);
  const stop = settled(line.stop);
  const start = settled(line.start);
  const ended = stop?.date ? format.staffDate(stop.date) : null;
  const words = [
    state === "stopped" && ended && stop?.reason
      ? text("medicines-stopped-why", { date: ended, reason: stop.reason })
      : "",
    state === "stopped" && ended && !stop?.reason ? text("medicines-stopped-on", { date: ended }) : "",
    state === "stopped" && !ended && stop?.reason ? text("medicines-stopped-reason", { reason: stop.reason }) : "",
    state === "held" && line.hold ? text("medicines-state-on-hold-why", { reason: line.hold }) : "",
    line.reason && !line.regimen.both ? text("medicines-changed-why", { reason: line.reason }) : "",
    line.indication ? text("medicines-for", { indication: line.indication }) : "",
    line.override ? text("medicines-override", { reason: line.override }) : "",
    line.note ? text("medicines-remark", { note: line.note }) : "",
  ].filter((part) => part !== "");
  return (
    <Facts>
      <Provenance
        since
        at={start ?? line.at}
        by={line.prescriber ?? (line.source ? text("chart-imported", { source: line.source }) : nameOf(line.by))}
      />
      {words.map((part) => (
        <Meta key={part}>
          <SafeText>{part}</SafeText>
        </Meta>
      ))}
    </Facts>
  );
};

export interface MedicineItemProps {
  chart: ChartFacts;
  line: MedicineRow;
  patient: string;
  /** Whether this person may change medicines. */
  mayWrite: boolean;
}

/** One medicine of the list: what, how, since when, by whom, what is not agreed, what can be done. */
export const MedicineItem = ({ chart, line, patient, mayWrite }: MedicineItemProps): ReactNode => {
  const text = useText();
  const { current, open } = useWorkspace();
  const unsentId = useId();
  const { name, facts, disputed } = wordsOf(text, line);
  const point = holdOf(chart, line);
  const unsent = chart.unsent.has(line.item);
  const state = stateOf(line);
  const isOpen = current?.args["item"] === line.item && current.kind.startsWith("medicine-");
  const args = { patient, item: line.item };
  const isHeld = state === "held";
  const live = state === "current" || isHeld;
  const acts = [
    ...(live && !isHeld ? [{ label: text("medicines-hold"), run: () => open("medicine-hold", args) }] : []),
    ...(live ? [{ label: text("medicines-stop"), run: () => open("medicine-stop", args) }] : []),
    { label: text("medicines-void"), run: () => open("medicine-void", args) },
  ];
  return (
    <LineBox {...(isOpen ? { "data-changing": "" } : {})} {...(unsent ? { "aria-describedby": unsentId } : {})}>
      <div>
        <span>
          <MedicineLine
            medicine={facts}
            {...(disputed ? { disputed } : {})}
            {...(state === "stopped" ? { ended: statusWord(text, line.status.values[0] ?? "stopped") } : {})}
          />
          {isHeld ? (
            <>
              {" "}
              <Tag kind="waiting">{text("medicines-state-on-hold")}</Tag>
            </>
          ) : null}
        </span>
        {point ? <Dispute line={line} point={point} /> : null}
        <Under line={line} />
      </div>
      <Acts>
        {unsent ? <NotSentYet id={unsentId} /> : null}
        {point ? (
          <ActionButton
            kind="quiet"
            size="small"
            href={decidePath(line.doc, point.path)}
            label={text("chart-decide-what", { what: name })}
          >
            {text("chart-decide")}
          </ActionButton>
        ) : null}
        {!point && live && mayWrite ? (
          // One button before and while the panel is open, so that the focus finds its way back to it.
          <ActionButton
            kind="quiet"
            size="small"
            expanded={isOpen}
            {...(isOpen
              ? {}
              : { label: text(isHeld ? "medicines-resume-what" : "medicines-change-of", { what: name }) })}
            onClick={() => open(isHeld ? "medicine-resume" : "medicine-dose", args)}
          >
            {text(isOpen ? "medicines-changing" : isHeld ? "medicines-resume" : "medicines-change")}
          </ActionButton>
        ) : null}
        {mayWrite ? <MoreMenu label={text("chart-more", { what: name })} acts={acts} /> : null}
      </Acts>
    </LineBox>
  );
};
